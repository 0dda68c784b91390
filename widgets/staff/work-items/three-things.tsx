import { type Explanation, workItemLimits } from "../../../functions/work-items/contract.ts";
import { TextArea, TextField } from "../shell/form.tsx";
import { shortDay } from "./words.ts";

interface ThreeProps {
  value: Explanation;
  /** The date that holds now. */
  end: string;
  /** Sentences beside the fields. */
  errors: Partial<Record<keyof Explanation, string | undefined>>;
  onInput: (value: Explanation) => void;
}

/** 原因, 进一步推进措施, 完成时限: what is not finished in time goes on with all three or not at all. */
export function ThreeThings({ value, end, errors, onInput }: ThreeProps) {
  return (
    <div class="work-three">
      <p>时限 {shortDay(end)} 没有完成，要写明三样：原因、进一步推进措施、新的完成时限，缺一样都不能往下走。原来的时限留在记录里。</p>
      <TextArea
        label="原因"
        name="reason"
        required
        rows={2}
        maxLength={workItemLimits.reason}
        value={value.reason}
        hint="实事求是，说清卡在哪里。"
        error={errors.reason}
        onInput={(reason) => onInput({ ...value, reason })}
      />
      <TextArea
        label="进一步推进措施"
        name="measures"
        required
        rows={2}
        maxLength={workItemLimits.reason}
        value={value.measures}
        hint="谁去做、怎么做，一条一条写。"
        error={errors.measures}
        onInput={(measures) => onInput({ ...value, measures })}
      />
      <TextField
        label="新的完成时限"
        name="until"
        type="date"
        required
        value={value.until}
        hint="今天以后的日子，到这一天办完。"
        error={errors.until}
        onInput={(until) => onInput({ ...value, until })}
      />
    </div>
  );
}
