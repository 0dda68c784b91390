import { useState } from "preact/hooks";
import type { LecturePage } from "../../../functions/lectures/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { inputOf, PlanFields, planOf, type PlanText } from "./plan-fields.tsx";
import { speakerWords } from "./words.ts";

interface PlanFormProps {
  lecture: LecturePage;
  onSaved: (lecture: LecturePage) => void;
  onClose: () => void;
}

/** Changes the plan; of two editors the second sees the first's and chooses. */
export function PlanForm({ lecture, onSaved, onClose }: PlanFormProps) {
  const draft = useDraft(`lecture:${lecture.id}`, { plan: planOf(lecture), version: lecture.version });
  const { plan, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<LecturePage>();
  useLeaveGuard(JSON.stringify(plan) !== JSON.stringify(planOf(lecture)));
  const { person } = lecture.speaker;

  const save = async (chosen: PlanText, at: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<LecturePage>("PUT", `/api/staff/lectures/${lecture.id}`, { ...inputOf(chosen), version: at });
      draft.clear({ plan: planOf(saved), version: saved.version });
      announce("已保存安排");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as LecturePage);
      else setProblem(error);
    }
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(plan, version);
      }}
    >
      <PlanFields
        value={plan}
        problem={problem}
        former={person === undefined ? undefined : { id: person, name: speakerWords(lecture.speaker) }}
        onInput={(next) => draft.set({ plan: next, version })}
      />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear({ plan: planOf(lecture), version: lecture.version });
            onClose();
          }}
        >
          不改了
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={plan}
          theirs={planOf(theirs)}
          fields={[
            { key: "outside", label: "外请" },
            { key: "person", label: "部内讲课人", show: (id) => (id === theirs.speaker.person ? theirs.speaker.name : "您选的干部") },
            { key: "guestName", label: "外请讲课人" },
            { key: "guestUnit", label: "单位" },
            { key: "topic", label: "题目" },
            { key: "date", label: "日期" },
            { key: "place", label: "地点" },
          ]}
          onClose={() => setTheirs(undefined)}
          onChoose={(merged) => {
            draft.set({ plan: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
  );
}
