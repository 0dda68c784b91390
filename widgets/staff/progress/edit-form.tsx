import { useState } from "preact/hooks";
import { progressLimits, type ProgressRecord } from "../../../functions/progress/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLeaveGuard } from "../shell/router.ts";

interface EditProps {
  record: ProgressRecord;
  onSaved: (record: ProgressRecord) => void;
  onClose: () => void;
}

/** The words for the public; what another has written meanwhile is shown first. */
export function EditForm({ record, onSaved, onClose }: EditProps) {
  const draft = useDraft(`progress:${record.id}`, { summary: record.draft.summary, version: record.version });
  const { summary, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<ProgressRecord>();
  useLeaveGuard(summary !== record.draft.summary);
  const save = async (chosen: string, at: number) => {
    setTried(true);
    if (chosen.trim() === "") return;
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<ProgressRecord>("PUT", `/api/staff/progress/${record.id}`, { summary: chosen, version: at });
      draft.clear({ summary: saved.draft.summary, version: saved.version });
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as ProgressRecord);
      else setProblem(error);
    }
  };
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(summary, version);
      }}
    >
      <TextArea
        label="推进情况"
        name="summary"
        required
        rows={6}
        maxLength={progressLimits.summary}
        hint="写给公众看：做了什么，到了哪一步，下一步做什么。不写个人姓名。"
        value={summary}
        error={tried && summary.trim() === "" ? "请写推进情况。" : fieldError(problem, "summary")}
        onInput={(next) => draft.set({ summary: next, version })}
      />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear({ summary: record.draft.summary, version: record.version });
            onClose();
          }}
        >
          不改了
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={{ summary }}
          theirs={{ summary: theirs.draft.summary }}
          fields={[{ key: "summary", label: "推进情况" }]}
          onClose={() => setTheirs(undefined)}
          onChoose={(merged) => {
            draft.set({ summary: merged.summary, version: theirs.version });
            setTheirs(undefined);
            void save(merged.summary, theirs.version);
          }}
        />
      )}
    </form>
  );
}
