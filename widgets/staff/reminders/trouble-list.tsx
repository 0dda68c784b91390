import type { Trouble } from "../../../functions/reminders/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { failureWords } from "./words.ts";

/** What did not get through, why, and what becomes of it. */
export function TroubleList({ troubles, onChanged }: { troubles: readonly Trouble[]; onChanged: () => void }) {
  const act = async (method: "POST" | "DELETE", path: string, said: string) => {
    try {
      await api(method, `/api/staff/reminders/unsent/${path}`);
      announce(said);
    } catch (problem) {
      // Sent or given up meanwhile: the list below says so.
      if (!(problem instanceof ApiProblem && ["not-found", "conflict"].includes(problem.code))) announce(problemText(problem), "error");
    }
    onChanged();
  };
  return (
    <section class="card stack" aria-labelledby="troubles-heading">
      <h2 id="troubles-heading">没有发出去的提醒</h2>
      <ul class="plain-list">
        {troubles.map(({ id, title, channelName, state, madeAt, tries, nextAt, failure }) => (
          <li key={id} class="reminder-channel">
            <h3>
              {title} <span class={state === "failed" ? "badge red" : "badge amber"}>{state === "failed" ? "发送失败" : "还在重试"}</span>
            </h3>
            <p class="muted">
              发到“{channelName}”，{dateTime(madeAt)} 的提醒，已试 {tries} 次{nextAt && `，${dateTime(nextAt)} 再试`}
            </p>
            <p>{failureWords(failure)}</p>
            <div class="toolbar">
              <Button kind="plain" aria-label={`重新发送：${title}`} onClick={() => void act("POST", `${id}/retry`, "一分钟内重新发送")}>
                重新发送
              </Button>
              <Button kind="quiet" aria-label={`不再发送：${title}`} onClick={() => void act("DELETE", id, "不再发送")}>
                不再发送
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
