import type { Run } from "../../../functions/backup/contract.ts";
import { bytes, dateTime } from "../shell/format.ts";
import { isOpen, problemWords, workWords } from "./words.ts";

/** What goes on now, or how the last run failed; nothing when all is well. */
export function RunCard({ run }: { run: Run | undefined }) {
  if (!run || run.state === "done") return null;
  if (!isOpen(run))
    return (
      <div class="card backup-failed" role="alert">
        <p>
          <strong>
            {dateTime(run.at)} 的{workWords(run)}没有完成。
          </strong>
        </p>
        <p>{problemWords[run.problem ?? "internal"]}</p>
      </div>
    );
  return (
    <div class="card" role="status">
      <p class="toolbar">
        <span class="spinner" aria-hidden="true" />
        <strong>
          {run.state === "waiting" ? `${workWords(run)}马上开始…` : `正在${run.what === "check" ? "检查备份" : `生成${workWords(run)}`}…`}
        </strong>
      </p>
      <p class="muted">
        {run.name} 于 {dateTime(run.at)} 开始{run.bytes > 0 && `，已处理 ${bytes(run.bytes)}`}。可以离开这一页，完成后再回来看。
      </p>
    </div>
  );
}
