import type { LecturePage } from "../../../functions/lectures/contract.ts";
import { EditRecord } from "../shell/edit-record.tsx";
import { inputOf, PlanFields, planOf } from "./plan-fields.tsx";
import { speakerWords } from "./words.ts";

interface PlanFormProps {
  lecture: LecturePage;
  onSaved: (lecture: LecturePage) => void;
  onClose: () => void;
}

/** Changes the plan of a lecture. */
export function PlanForm({ lecture, onSaved, onClose }: PlanFormProps) {
  const { person } = lecture.speaker;
  const former = person === undefined ? undefined : { id: person, name: speakerWords(lecture.speaker) };
  return (
    <EditRecord
      record={lecture}
      draft={`lecture-plan:${lecture.id}`}
      address={`/api/staff/lectures/${lecture.id}`}
      class="stack"
      saved="已保存安排"
      textOf={planOf}
      bodyOf={inputOf}
      fields={({ speaker }) => [
        { key: "outside", label: "外请" },
        { key: "person", label: "部内讲课人", show: (id) => (id === speaker.person ? speaker.name : "您选的干部") },
        { key: "guestName", label: "外请讲课人" },
        { key: "guestUnit", label: "单位" },
        { key: "topic", label: "题目" },
        { key: "date", label: "日期" },
        { key: "place", label: "地点" },
      ]}
      onSaved={onSaved}
      onClose={onClose}
    >
      {({ text, problem, onInput }) => <PlanFields value={text} problem={problem} former={former} onInput={onInput} />}
    </EditRecord>
  );
}
