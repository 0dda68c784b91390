import { useState } from "preact/hooks";
import type { Bundle } from "../../../functions/backup/contract.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";

/** How the last check of a backup ended; what was found is shown in full. */
export function CheckResult({ one: { checked, at } }: { one: Bundle }) {
  const [open, setOpen] = useState(false);
  if (!checked) return <span class="muted">还没有检查</span>;
  const when = <span class="muted small nowrap">{dateTime(checked.at)}</span>;
  const count = checked.problems.length + checked.more;
  if (count === 0)
    return (
      <span class="backup-check">
        <span class="badge good">完好</span> {when}
      </span>
    );
  return (
    <span class="backup-check">
      <span class="badge red">发现 {count} 个问题</span> {when}
      <Button kind="quiet" onClick={() => setOpen(true)}>
        查看问题
      </Button>
      {open && (
        <Dialog title={`${dateTime(at)} 的备份发现 ${count} 个问题`} onClose={() => setOpen(false)}>
          <p>这份备份不能用来恢复。请重新做一次备份；如果手上有下载过的副本，可以用副本。</p>
          <ol class="backup-problems">
            {checked.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ol>
          {checked.more > 0 && <p>还有 {checked.more} 个问题没有列出。</p>}
        </Dialog>
      )}
    </span>
  );
}
