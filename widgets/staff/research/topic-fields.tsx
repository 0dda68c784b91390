import { topicLimits, type Topic, type TopicInput } from "../../../functions/research/contract.ts";
import { threeTies } from "../../../functions/settings/contract.ts";
import { today } from "../calendar/words.ts";
import { FormError, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";

export const emptyTopic = (year: number): TopicInput => ({ title: "", ties: [], outline: "", year });
export const inputOf = ({ title, ties, outline, year }: Topic): TopicInput => ({ title, ties, outline, year });

interface FieldsProps {
  value: TopicInput;
  problem: unknown;
  onInput: (value: TopicInput) => void;
}

export function TopicFields({ value, problem, onInput }: FieldsProps) {
  const set = (change: Partial<TopicInput>) => onInput({ ...value, ...change });
  const now = Number(today().slice(0, 4));
  const years = [...new Set([now - 1, now, now + 1, value.year])].sort((a, b) => a - b);
  return (
    <>
      <TextField
        label="课题名称"
        name="title"
        required
        maxLength={topicLimits.title}
        value={value.title}
        error={fieldError(problem, "title")}
        onInput={(title) => set({ title })}
      />
      <SelectField
        label="年度"
        name="year"
        value={String(value.year)}
        options={years.map((year) => ({ value: String(year), label: `${year} 年` }))}
        error={fieldError(problem, "year")}
        onInput={(year) => set({ year: Number(year) })}
      />
      <fieldset class="field">
        <legend>三个结合</legend>
        <div class="research-ties">
          {threeTies.map((tie) => (
            <label key={tie}>
              <input
                type="checkbox"
                checked={value.ties.includes(tie)}
                onChange={(event) =>
                  set({ ties: event.currentTarget.checked ? [...value.ties, tie] : value.ties.filter((one) => one !== tie) })
                }
              />
              结合{tie}
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label="调研思路"
        name="outline"
        rows={4}
        maxLength={topicLimits.outline}
        value={value.outline}
        hint="想弄清什么问题，到哪里去看，什么时候写出来。可以以后再补。"
        error={fieldError(problem, "outline")}
        onInput={(outline) => set({ outline })}
      />
      <FormError problem={problem} />
    </>
  );
}
