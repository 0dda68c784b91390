import type { Topic } from "../../../functions/research/contract.ts";
import { EditRecord } from "../shell/edit-record.tsx";
import { inputOf, TopicFields } from "./topic-fields.tsx";

interface EditProps {
  topic: Topic;
  onSaved: (topic: Topic) => void;
  onClose: () => void;
}

/** Changes a topic of one's own; what was changed on another device meanwhile is shown first. */
export const EditForm = ({ topic, onSaved, onClose }: EditProps) => (
  <EditRecord
    record={topic}
    draft={`topic:${topic.id}`}
    address={`/api/staff/research/${topic.id}`}
    textOf={inputOf}
    fields={() => [
      { key: "title", label: "课题名称" },
      { key: "year", label: "年度" },
      { key: "ties", label: "三个结合" },
      { key: "outline", label: "调研思路" },
    ]}
    onSaved={onSaved}
    onClose={onClose}
  >
    {({ text, problem, onInput }) => <TopicFields value={text} problem={problem} onInput={onInput} />}
  </EditRecord>
);
