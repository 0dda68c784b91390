import { workItemLimits } from "../../../functions/work-items/contract.ts";
import type { ReportResults } from "../../../functions/work-items/reports.contract.ts";
import { SelectField, TextArea } from "../shell/form.tsx";
import { fieldSentence } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { type AccountItem, dueOf, type Entry } from "./account.ts";
import { ReportText } from "./records.tsx";
import { ThreeThings } from "./three-things.tsx";
import { lampWords, shortDay, stateTones, stateWords } from "./words.ts";

export type Result = ReportResults["results"][number];

export const refusals: Record<Result["outcome"], string> = {
  reported: "",
  conflict: "这一期别人刚刚报过，下面是已经报的内容。您写的还在，可以并到下一期。",
  "explanation-needed": "已经超过完成时限，原因、进一步推进措施和新的完成时限都要写，才能报。",
  "illegal-step": "这一项现在不能报，可能刚刚注销或者取消。请打开看看最新情况。",
  invalid: "这一期不用报，或者内容不对，请重新选择。",
  forbidden: "您不能报这一项。",
  "not-found": "这一项已经不在了。",
};

interface RowProps {
  item: AccountItem;
  entry: Entry;
  /** What became of the last try. */
  result: Result | undefined;
  /** Sentences beside the fields, once it was tried. */
  faults: Record<string, string>;
  onInput: (entry: Entry) => void;
}

function DueField({ item, entry, onInput }: Pick<RowProps, "item" | "entry" | "onInput">) {
  const { owed } = item;
  const due = dueOf(item, entry);
  const words = (one: AccountItem["owed"][number]) => `${shortDay(one.due)}${one.late ? "（欠报，会记为迟报）" : "前"}`;
  if (owed.length === 1) return <p class={owed[0]!.late ? "lamp red" : "muted"}>报 {words(owed[0]!)}这一期</p>;
  return (
    <SelectField
      label="报哪一期"
      name={`due-${item.id}`}
      value={due}
      options={owed.map((one) => ({ value: one.due, label: words(one) }))}
      onInput={(next) => onInput({ ...entry, due: next })}
    />
  );
}

/** One item of the account: what was done, what stands in the way, what comes next; past its date the three things as well. */
export function AccountRow({ item, entry, result, faults, onInput }: RowProps) {
  const { id, title, owner, mine, state, lamp, overdue, end, last } = item;
  const failed = result && result.outcome !== "reported" ? result : undefined;
  const told = (field: string) => {
    const error = failed?.errors?.find((one) => one.field === field || one.field.endsWith(`.${field}`));
    return faults[field] ?? (error && fieldSentence(error.code));
  };
  const area = (key: "done" | "problems" | "next", label: string, hint: string) => (
    <TextArea
      label={label}
      name={`${key}-${id}`}
      rows={3}
      required={key === "done"}
      maxLength={workItemLimits.report}
      value={entry[key]}
      hint={hint}
      error={told(key)}
      onInput={(text) => onInput({ ...entry, [key]: text })}
    />
  );
  return (
    <section class="card stack" aria-labelledby={`account-${id}`}>
      <header>
        <h3 id={`account-${id}`}>
          <a href={href(`/work/items/${id}`)}>{title}</a>
        </h3>
        <p class="work-standing small">
          <span class={`badge ${stateTones[state]}`}>{stateWords[state]}</span>
          {lamp !== "none" && <span class={`lamp ${lamp}`}>{lampWords[lamp]}</span>}
          <span class="muted">
            {item.kind}，{mine === "owner" ? "我负责" : `责任人 ${owner.name}`}，时限 {end}
          </span>
        </p>
      </header>
      {failed && (
        <p class="form-error" role="alert">
          {refusals[failed.outcome]}
        </p>
      )}
      {failed?.reported && <ReportText report={failed.reported} />}
      <DueField item={item} entry={entry} onInput={onInput} />
      <div class="work-account">
        {area("done", "完成情况", "做了什么，完成到哪一步。")}
        {area("problems", "存在问题", "没有就不填。")}
        {area("next", "下步打算", "下一期做什么。")}
      </div>
      {overdue && (
        <ThreeThings
          value={entry.explanation}
          end={end}
          errors={{ reason: told("reason"), measures: told("measures"), until: told("until") }}
          onInput={(explanation) => onInput({ ...entry, explanation })}
        />
      )}
      {last && (
        <details class="work-last">
          <summary>
            上一期（{last.due}，{last.byName}
            {last.late && "，迟报"}）
          </summary>
          <ReportText report={last} />
        </details>
      )}
    </section>
  );
}
