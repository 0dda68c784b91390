import type { AwardList } from "../../../functions/review/contract.ts";
import { today } from "../calendar/words.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { useLoad } from "../shell/use-load.ts";
import type { Entry } from "./order-list.tsx";

/** Works that this year's and last year's reviews found 优秀: offered first, each at one click. */
export function Excellent({ chosen, onAdd }: { chosen: readonly Entry[]; onAdd: (entry: Entry) => void }) {
  const now = Number(today().slice(0, 4));
  const { value } = useLoad(
    (signal) => Promise.all([now, now - 1].map((year) => api<AwardList>("GET", `/api/staff/awards?year=${year}`, undefined, { signal }))),
    [],
  );
  const works = new Map((value ?? []).flatMap(({ items }) => items.map((award) => [award.material, award] as const)));
  const open = [...works.values()].filter(({ material }) => chosen.every(({ id }) => id !== material));
  if (open.length === 0) return null;
  return (
    <fieldset>
      <legend>评为优秀的</legend>
      <ul class="plain-list">
        {open.map(({ material, work, category, who, year }) => (
          <li key={material} class="toolbar">
            <span class="grow">
              {work} <span class="badge good">{year} 年优秀</span>
              <small class="muted"> {[category, who].filter(Boolean).join(" · ")}</small>
            </span>
            <Button kind="plain" aria-label={`加上 ${work}`} onClick={() => onAdd({ id: material, title: work, category, author: who })}>
              加上
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
