import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import type { WorkLine, WorkMenu, WorkOverview } from "../../../functions/work-items/menu.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextField } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { downloadExcel, saveFile } from "../shell/sheets.ts";
import { partsOf, reportOf, sheetsOf, type Summary } from "./summary.ts";
import { spokenMonth } from "./words.ts";

/** Items whose texts a summary holds are asked for a few at a time. */
const TOGETHER = 6;

async function whole(lines: readonly WorkLine[]): Promise<WorkItem[]> {
  const items: WorkItem[] = [];
  for (let from = 0; from < lines.length; from += TOGETHER)
    items.push(
      ...(await Promise.all(lines.slice(from, from + TOGETHER).map(({ id }) => api<WorkItem>("GET", `/api/staff/work-items/${id}`)))),
    );
  return items;
}

async function loadSummary(overview: WorkOverview): Promise<Summary> {
  const { month } = overview;
  const menu = await api<WorkMenu>("GET", `/api/staff/work-items?year=${month.slice(0, 4)}`);
  const { closed, unfinished, next } = partsOf(menu, month);
  return { overview, closed: await whole(closed), unfinished: await whole(unfinished), next };
}

/** 落款 of the document; the last one stays on the device. */
function SignDialog({ busy, onMake, onClose }: { busy: boolean; onMake: (department: string) => void; onClose: () => void }) {
  const department = useDraft("work-summary-department", "");
  return (
    <Dialog
      title="月度汇总"
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            先不做
          </Button>
          <Button busy={busy} onClick={() => onMake(department.value.trim())}>
            生成 Word
          </Button>
        </>
      }
    >
      <p>按公文格式（GB/T 9704）排好，打开以后可以再改。</p>
      <TextField
        label="落款单位"
        name="department"
        maxLength={40}
        value={department.value}
        hint="不填就只写日期。"
        onInput={department.set}
      />
    </Dialog>
  );
}

/** The month's summary, made in the browser: in the layout of official documents, and as a workbook. */
export function SummaryButtons({ overview }: { overview: WorkOverview }) {
  const [busy, setBusy] = useState<"word" | "excel">();
  const [signing, setSigning] = useState(false);
  const name = `${spokenMonth(overview.month)}重点工作推进情况`;
  const make = async (kind: "word" | "excel", department = "") => {
    setBusy(kind);
    try {
      const summary = await loadSummary(overview);
      if (kind === "excel") await downloadExcel(`${name}.xlsx`, sheetsOf(summary));
      else {
        const { reportFile } = await import("../official-paper/report.ts");
        saveFile(`${name}.docx`, await reportFile(reportOf(summary, department)));
      }
      setSigning(false);
      announce(kind === "word" ? "Word 文件已生成" : "已导出月度汇总");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(undefined);
  };
  return (
    <>
      <Button kind="plain" onClick={() => setSigning(true)}>
        月度汇总（Word）
      </Button>
      <Button kind="plain" busy={busy === "excel"} onClick={() => void make("excel")}>
        月度汇总（Excel）
      </Button>
      {signing && (
        <SignDialog busy={busy === "word"} onClose={() => setSigning(false)} onMake={(department) => void make("word", department)} />
      )}
    </>
  );
}
