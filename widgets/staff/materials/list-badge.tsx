import type { MaterialState } from "../../../functions/materials/contract.ts";
import { dateTime } from "../shell/format.ts";
import { stateNames, stateTones } from "./list-words.ts";

interface Shown {
  state: MaterialState;
  live: boolean;
  publishAt?: string | undefined;
}

/** The state in a word; a moment that was set for it, and an edition that is public meanwhile, stand beside it. */
export function StateBadge({ state, live, publishAt }: Shown) {
  return (
    <span class="state-badges">
      {publishAt ? (
        <span class="badge blue">定于 {dateTime(publishAt)} 发布</span>
      ) : (
        <span class={`badge ${stateTones[state]}`}>{stateNames[state]}</span>
      )}
      {live && state !== "published" && <span class="badge">网上有已发布的一版</span>}
    </span>
  );
}
