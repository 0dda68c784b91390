import { useState } from "preact/hooks";
import type { StudyDay } from "../../../functions/study-days/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError, TextArea } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";

interface MinutesProps {
  day: StudyDay;
  editable: boolean;
  onChange: (day: StudyDay) => void;
}

/** What was done: kept on the device while it is written, shown side by side when somebody else wrote too. */
export function Minutes({ day, editable, onChange }: MinutesProps) {
  const draft = useDraft(`study-day:${day.slot}`, day.minutes);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [theirs, setTheirs] = useState<StudyDay>();
  const dirty = draft.value !== day.minutes;
  useLeaveGuard(dirty);

  const save = async (minutes: string, version: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<StudyDay>("PUT", `/api/staff/study-days/${day.slot}/minutes`, { version, minutes });
      draft.clear(saved.minutes);
      setTheirs(undefined);
      onChange(saved);
      announce("已保存学习记录");
    } catch (error) {
      const current = error instanceof ApiProblem && error.code === "conflict" ? (error.current as StudyDay) : undefined;
      // Somebody changed the plan meanwhile, not these words: both stand.
      if (current?.minutes === day.minutes) return save(minutes, current.version);
      if (current) setTheirs(current);
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  if (!editable) return day.minutes ? <p class="calendar-text">{day.minutes}</p> : <p class="muted">还没有记录。</p>;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft.value, day.version);
      }}
    >
      <TextArea label="学了什么、谈了什么" name="minutes" rows={8} maxLength={20_000} value={draft.value} onInput={draft.set} />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy} disabled={!dirty}>
          保存记录
        </Button>
        <span class="muted" role="status">
          {dirty ? "有修改还没有保存" : ""}
        </span>
      </div>
      {theirs && (
        <Conflict
          mine={{ minutes: draft.value }}
          theirs={{ minutes: theirs.minutes }}
          fields={[{ key: "minutes", label: "学习记录" }]}
          onChoose={({ minutes }) => {
            draft.set(minutes);
            void save(minutes, theirs.version);
          }}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </form>
  );
}
