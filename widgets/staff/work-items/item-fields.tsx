import { rhythmNames, rhythms, workItemKinds, workItemLimits, type Participant } from "../../../functions/work-items/contract.ts";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { PeopleField } from "../activities/people-field.tsx";
import { UnitVillageFields } from "../activities/unit-village-fields.tsx";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { api } from "../shell/api.ts";
import { Button, FormError, SelectField, TextArea, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { can, useMe } from "../shell/session.ts";
import { useLoad } from "../shell/use-load.ts";
import type { ItemText } from "./item-values.ts";
import { MilestonesField } from "./milestones-field.tsx";

interface FieldsProps {
  value: ItemText;
  problem: unknown;
  /** The record that is being changed; from 推进中 on its plan is fixed. */
  record?: WorkItem | undefined;
  onInput: (value: ItemText) => void;
}

const hints: Record<ItemText["kind"], string> = {
  常规性: "每年都要做的日常工作。",
  创新性: "今年新推出的做法。",
  项目: "专人负责、落实目标责任、分里程碑推进。",
  整改: "座谈、反馈、走访中发现的问题，限期改好。",
  包村: "联系一个村，常去走访，帮助解决问题。",
};

const notOf = (kind: ItemText["kind"]) => (kind === "项目" ? "抽调的人员" : "参加的部内干部");

/** Who answers for it. A cadre drafts for the own 组室 and for oneself; others choose among all, by 组室 and name. */
function Responsible({ value, problem, record, fixed, onInput }: FieldsProps & { fixed: boolean }) {
  const me = useMe();
  const colleagues = useLoad((signal) => api<{ items: Participant[] }>("GET", "/api/staff/colleagues", undefined, { signal }), []);
  const people = colleagues.value?.items ?? [];
  const named = record && people.every(({ id }) => id !== record.owner.id) ? [record.owner, ...people] : people;
  const chooses = can(me, "lead", "director", "editor");
  const offices = [...new Set([value.office, ...(chooses ? people.map(({ office }) => office) : [me.office])].filter(Boolean))];
  const owners = chooses ? named : named.filter(({ id }) => id === me.id || id === value.owner);
  return (
    <div class="grid">
      <SelectField
        label="责任组室"
        name="office"
        required
        disabled={fixed}
        value={value.office}
        options={[...(value.office ? [] : [{ value: "", label: "请选择" }]), ...offices]}
        error={fieldError(problem, "office")}
        onInput={(office) => onInput({ ...value, office })}
      />
      <SelectField
        label="责任人"
        name="owner"
        required
        value={value.owner}
        options={[
          ...(value.owner ? [] : [{ value: "", label: "请选择" }]),
          ...owners.map(({ id, name, office }) => ({ value: id, label: office ? `${name}（${office}）` : name })),
        ]}
        error={fieldError(problem, "owner")}
        onInput={(owner) => onInput({ ...value, owner })}
      />
    </div>
  );
}

function FeedbackLinks({ value, onInput }: Pick<FieldsProps, "value" | "onInput">) {
  if (value.feedback.length === 0) return null;
  return (
    <fieldset class="stack">
      <legend>有关的意见反馈</legend>
      <ul class="plain-list">
        {value.feedback.map(({ id, label }) => (
          <li key={id} class="toolbar">
            <span class="grow">{label}</span>
            <Button
              kind="quiet"
              aria-label={`去掉 ${label}`}
              onClick={() => onInput({ ...value, feedback: value.feedback.filter((one) => one.id !== id) })}
            >
              去掉
            </Button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** The form of an item; what is asked follows its kind. */
export function ItemFields(props: FieldsProps) {
  const { value, problem, record, onInput } = props;
  const set = (change: Partial<ItemText>) => onInput({ ...value, ...change });
  const { kind } = value;
  const fixed = record !== undefined && record.state !== "draft";
  const plan = (key: "start" | "end", label: string, hint: string) => (
    <TextField
      label={label}
      name={key}
      type="date"
      required
      disabled={fixed}
      value={value[key]}
      hint={fixed ? undefined : hint}
      error={fieldError(problem, key)}
      onInput={(date) => set({ [key]: date })}
    />
  );
  return (
    <>
      {fixed && <p class="work-notice">已经开始推进：类型、组室、起止日期和汇报间隔不能再改；到期办不完，用“说明未完成”定新的时限。</p>}
      <div class="grid">
        <SelectField
          label="类型"
          name="kind"
          required
          disabled={fixed}
          value={kind}
          options={workItemKinds}
          hint={hints[kind]}
          error={fieldError(problem, "kind")}
          onInput={(next) => set({ kind: next as ItemText["kind"] })}
        />
        <SelectField
          label="多久汇报一次"
          name="rhythm"
          disabled={fixed}
          value={value.rhythm}
          options={rhythms.map((one) => ({ value: one, label: rhythmNames[one] }))}
          hint={value.rhythm === "monthly" ? "每月最后一天前报。" : "从开始那天算起，星期五前报。"}
          onInput={(rhythm) => set({ rhythm: rhythm as ItemText["rhythm"] })}
        />
      </div>
      <TextField
        label="工作项"
        name="title"
        required
        maxLength={workItemLimits.title}
        value={value.title}
        error={fieldError(problem, "title")}
        onInput={(title) => set({ title })}
      />
      <TextArea
        label="目标"
        name="target"
        rows={3}
        maxLength={workItemLimits.target}
        value={value.target}
        hint="做到什么程度算完成，写得可以检查。"
        error={fieldError(problem, "target")}
        onInput={(target) => set({ target })}
      />
      <Responsible {...props} fixed={fixed} />
      <div class="grid">
        {plan("start", "开始日期", "归入开始那一年的菜单。")}
        {plan("end", "完成时限", "到这一天要办完。")}
      </div>
      <PeopleField
        legend={notOf(kind)}
        chosen={value.members}
        named={record?.members ?? []}
        error={fieldError(problem, "members")}
        onChange={(members) => set({ members })}
      />
      <div class="grid">
        <UnitVillageFields
          unit={value.unit}
          village={value.village}
          required={kind === "包村"}
          problem={problem}
          unitName={record?.unitName}
          onInput={set}
        />
      </div>
      {kind === "项目" && (
        <MilestonesField milestones={value.milestones} problem={problem} onChange={(milestones) => set({ milestones })} />
      )}
      <MaterialPicker
        legend="有关的资料"
        chosen={value.materials}
        error={fieldError(problem, "materials")}
        onChange={(materials) => set({ materials })}
      />
      <FeedbackLinks value={value} onInput={onInput} />
      <FormError problem={problem} />
    </>
  );
}
