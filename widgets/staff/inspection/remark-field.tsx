import { useEffect, useRef, useState } from "preact/hooks";
import { inspectionLimits, type Line, type Remark } from "../../../functions/inspection/contract.ts";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { TextArea } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";

interface RemarkProps {
  month: string;
  line: Line;
  onSaved: (remark: Remark) => void;
  /** Whether words stand here that the server has not got. */
  onDirty: (person: string, dirty: boolean) => void;
  /** A save under way, so that a signature can wait for it. */
  onSaving: (save: Promise<unknown>) => void;
  /** The sheet was signed meanwhile. */
  onLocked: () => void;
}

/** The 批阅 of one person: kept on the device while it is written, saved when one goes on to the next. */
export function RemarkField({ month, line, onSaved, onDirty, onSaving, onLocked }: RemarkProps) {
  const draft = useDraft(`inspection:${month}:${line.person}`, line.remark);
  const typedRef = useRef("");
  useEffect(() => void (typedRef.current = draft.value));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<Remark>();
  const dirty = draft.value.trim() !== line.remark;
  useEffect(() => onDirty(line.person, dirty), [onDirty, line.person, dirty]);

  const save = async (text: string, version: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const path = `/api/staff/inspections/${month}/remarks/${encodeURIComponent(line.person)}`;
      const saved = await api<Remark>("PUT", path, { text, version });
      // What was typedRef while the save was under way stays for the next one.
      if (typedRef.current.trim() === text.trim()) draft.clear(saved.text);
      onSaved(saved);
    } catch (error) {
      const code = error instanceof ApiProblem ? error.code : undefined;
      if (code === "conflict") setTheirs((error as ApiProblem).current as Remark);
      else if (code === "illegal-step") onLocked();
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div
      class="inspection-field"
      onFocusOut={() => {
        if (dirty && !busy && !theirs) onSaving(save(draft.value, line.remarkVersion));
      }}
    >
      <TextArea
        label={`给${line.name}的批阅`}
        name={`remark-${line.person}`}
        rows={2}
        maxLength={inspectionLimits.remark}
        value={draft.value}
        onInput={draft.set}
        error={problem === undefined ? undefined : problemText(problem)}
      />
      <small class="muted" role="status">
        {busy ? "正在保存…" : dirty ? "写完点一下别处，自动保存" : line.remarkVersion > 0 ? "已保存" : ""}
      </small>
      {theirs && (
        <Conflict
          mine={{ text: draft.value }}
          theirs={{ text: theirs.text }}
          fields={[{ key: "text", label: `给${line.name}的批阅` }]}
          onChoose={({ text }) => {
            draft.set(text);
            setTheirs(undefined);
            onSaving(save(text, theirs.version));
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </div>
  );
}
