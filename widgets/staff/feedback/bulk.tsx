import { useState } from "preact/hooks";
import type { BulkResult, FeedbackRecord } from "../../../functions/feedback/staff.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm, Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { outcomeNames } from "./words.ts";

/** The server takes so many at once. */
const MOST = 50;

interface BulkProps {
  rows: readonly FeedbackRecord[];
  selected: ReadonlySet<string>;
  onSelect: (selected: Set<string>) => void;
  onDone: () => void;
}

function Refused({ refused, accepted, onClose }: { refused: { text: string; why: string }[]; accepted: number; onClose: () => void }) {
  return (
    <Dialog
      title={`受理了 ${accepted} 条，还有 ${refused.length} 条没有`}
      onClose={onClose}
      actions={<Button onClick={onClose}>知道了</Button>}
    >
      <ul class="stack">
        {refused.map(({ text, why }, place) => (
          <li key={place}>
            “{text}”<br />
            <span class="muted">{why}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** 批量受理: passes the chosen ones together, and says of each that was not passed why. */
export function BulkBar({ rows, selected, onSelect, onDone }: BulkProps) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ refused: { text: string; why: string }[]; accepted: number }>();
  const harmless = rows.filter((row) => row.harmless).slice(0, MOST);
  const chosen = rows.filter(({ id }) => selected.has(id)).slice(0, MOST);
  const run = async () => {
    const text = `将把所选的 ${chosen.length} 条一起记为“已受理”。含有敏感词、留有联系方式或可能有个人信息的会自动留下，请单独审核。`;
    if ((await confirm({ title: `批量受理 ${chosen.length} 条`, text, action: `受理 ${chosen.length} 条` })) === undefined) return;
    setBusy(true);
    try {
      const items = chosen.map(({ id, version }) => ({ id, version }));
      const { results } = await api<BulkResult>("POST", "/api/staff/feedback/bulk-accept", { items });
      const refused = results.flatMap(({ id, outcome: how }) =>
        how === "accepted" ? [] : [{ text: chosen.find((row) => row.id === id)?.text.slice(0, 30) ?? "", why: outcomeNames[how] }],
      );
      const accepted = results.length - refused.length;
      if (refused.length > 0) setOutcome({ refused, accepted });
      else announce(`已受理 ${accepted} 条`);
      onSelect(new Set());
      onDone();
    } catch (problem) {
      announce(problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="toolbar bulk">
      <Button kind="quiet" disabled={harmless.length === 0} onClick={() => onSelect(new Set(harmless.map(({ id }) => id)))}>
        选中无疑问的（{harmless.length}）
      </Button>
      {chosen.length > 0 && (
        <>
          <Button kind="plain" busy={busy} onClick={() => void run()}>
            批量受理（{chosen.length}）
          </Button>
          <Button kind="quiet" onClick={() => onSelect(new Set())}>
            取消选择
          </Button>
        </>
      )}
      {outcome && <Refused {...outcome} onClose={() => setOutcome(undefined)} />}
    </div>
  );
}
