import { useEffect, useState } from "preact/hooks";
import type { AuditEntry, AuditList } from "../../../functions/audit/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { downloadCsv, downloadExcel } from "../shell/sheets.ts";
import { actionName, noteName, objectName, outcomeNames } from "./action-names.ts";
import { askOnce, type Filters, queryOf } from "./lines.ts";

const COLUMNS = ["时间", "人员", "人员编号", "操作", "对象", "对象编号", "结果", "说明", "操作代码"];
/** What a browser and Excel hold without trouble. */
const MOST_LINES = 100_000;

const rowOf = ({ at, name, by, action, object, outcome, note = "" }: AuditEntry, names: AuditList["names"]) => [
  dateTime(at),
  name,
  by,
  actionName(action),
  objectName(object, names),
  object,
  outcomeNames[outcome],
  noteName(note),
  action,
];

type Format = "xlsx" | "csv";

/** Fetches all lines that fit, page by page, and hands them over as a file. What is exported is itself written down first. */
export function ExportDialog({ filters, onClose }: { filters: Filters; onClose: () => void }) {
  const [found, setFound] = useState<{ count: number; until: string }>();
  const [problem, setProblem] = useState<unknown>();
  const [running, setRunning] = useState<AbortController>();
  useEffect(() => () => running?.abort(), [running]);

  const run = async (format: Format) => {
    const abort = new AbortController();
    setRunning(abort);
    setProblem(undefined);
    setFound({ count: 0, until: "" });
    try {
      const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
      await api("POST", "/api/staff/audit/exports", { format, filters: given });
      const lines: AuditEntry[] = [];
      let names: AuditList["names"] = {};
      let cursor: string | undefined;
      do {
        const page = await askOnce(queryOf(filters), cursor, abort.signal);
        if (abort.signal.aborted) return;
        lines.push(...page.items);
        names = { ...names, ...page.names };
        setFound({ count: lines.length, until: page.until });
        ({ cursor } = page);
      } while (cursor !== undefined && lines.length < MOST_LINES);
      const name = `审计日志-${dateTime(new Date().toISOString()).slice(0, 10)}`;
      const rows = lines.map((line) => rowOf(line, names));
      if (format === "csv") downloadCsv(`${name}.csv`, COLUMNS, rows);
      else await downloadExcel(`${name}.xlsx`, [{ name: "审计日志", columns: COLUMNS, rows }]);
      announce(cursor === undefined ? `已导出 ${lines.length} 条` : `已导出最近的 ${lines.length} 条；更早的请缩短时间范围另行导出`);
      onClose();
    } catch (error) {
      if (abort.signal.aborted) return;
      setFound(undefined);
      setProblem(error);
    }
  };
  const cancel = () => {
    running?.abort();
    onClose();
  };

  return (
    <Dialog
      title="导出审计日志"
      onClose={cancel}
      actions={
        <>
          <Button kind="plain" onClick={cancel}>
            取消
          </Button>
          {!found && (
            <>
              <Button kind="plain" onClick={() => void run("csv")}>
                导出 CSV
              </Button>
              <Button onClick={() => void run("xlsx")}>导出 Excel</Button>
            </>
          )}
        </>
      }
    >
      {found ? (
        <p role="status">
          <span class="spinner" aria-hidden="true" /> 正在导出，已取 {found.count} 条{found.until && `，查到 ${found.until}`}…
        </p>
      ) : (
        <p>按现在的筛选条件导出全部记录。导出这件事本身也会记入审计日志。</p>
      )}
      <FormError problem={problem} />
    </Dialog>
  );
}
