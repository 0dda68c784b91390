import { useState } from "preact/hooks";
import type { FeedbackQueue } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { problemText } from "../shell/problems.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Pager } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { OwnFeedback } from "./own-card.tsx";

const PATH = "/api/staff/feedback/own";

/** `#/feedback/own`: what a unit handed in under its name, and what became of it. */
export default function OwnFeedbackScreen() {
  const from = useLoad((signal) => api<FeedbackQueue>("GET", PATH, undefined, { signal }), []);
  const [busy, setBusy] = useState(false);
  const more = async ({ items, cursor }: FeedbackQueue) => {
    setBusy(true);
    try {
      const page = await api<FeedbackQueue>("GET", `${PATH}?cursor=${encodeURIComponent(cursor!)}`);
      from.replace({ ...page, items: [...items, ...page.items] });
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Screen title="本单位反馈" note="以本单位名义提交的意见、建议和问题，以及办理情况。">
      <Load from={from}>
        {(list) =>
          list.items.length === 0 ? (
            <Empty
              title="本单位还没有提交过反馈"
              hint="在门户网站的“干训讲堂”栏目里选择本单位，就可以写下意见、建议或问题，办理情况会显示在这里。"
            />
          ) : (
            <>
              <ul class="plain-list stack">
                {list.items.map((record) => (
                  <OwnFeedback key={record.id} record={record} />
                ))}
              </ul>
              <Pager more={list.cursor !== undefined} busy={busy} onMore={() => void more(list)} />
            </>
          )
        }
      </Load>
    </Screen>
  );
}
