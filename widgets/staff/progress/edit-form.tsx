import { progressLimits, type ProgressRecord } from "../../../functions/progress/contract.ts";
import { EditRecord } from "../shell/edit-record.tsx";
import { FormError, TextArea } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";

interface EditProps {
  record: ProgressRecord;
  onSaved: (record: ProgressRecord) => void;
  onClose: () => void;
}

/** The words for the public. */
export const EditForm = ({ record, onSaved, onClose }: EditProps) => (
  <EditRecord
    record={record}
    draft={`progress-words:${record.id}`}
    address={`/api/staff/progress/${record.id}`}
    textOf={({ draft }) => ({ summary: draft.summary })}
    incomplete={({ summary }) => summary.trim() === ""}
    fields={() => [{ key: "summary", label: "推进情况" }]}
    onSaved={onSaved}
    onClose={onClose}
  >
    {({ text: { summary }, problem, tried, onInput }) => (
      <>
        <TextArea
          label="推进情况"
          name="summary"
          required
          rows={6}
          maxLength={progressLimits.summary}
          hint="写给公众看：做了什么，到了哪一步，下一步做什么。不写个人姓名。"
          value={summary}
          error={tried && summary.trim() === "" ? "请写推进情况。" : fieldError(problem, "summary")}
          onInput={(next) => onInput({ summary: next })}
        />
        <FormError problem={problem} />
      </>
    )}
  </EditRecord>
);
