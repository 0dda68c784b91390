import type { Limits as LimitDays } from "../../../functions/settings/contract.ts";
import { NumberField } from "./number-field.tsx";
import { SectionForm, type SectionProps } from "./section.tsx";
import { useSection } from "./use-section.ts";

interface DayField {
  key: keyof LimitDays;
  label: string;
  unit: string;
  from: number;
  to: number;
  hint: string;
}

/** Bounds as in the contract; the API repeats them. */
const fields: readonly DayField[] = [
  {
    key: "columnAmberDays",
    label: "栏目多久没有新资料时亮黄灯",
    unit: "天",
    from: 3,
    to: 60,
    hint: "按自然日算。栏目长期不更新是网站检查的单项否决项，一般设 14 天。",
  },
  { key: "feedbackAmberDays", label: "反馈多久没有答复时亮黄灯", unit: "个工作日", from: 1, to: 20, hint: "一般设 5 个工作日。" },
  {
    key: "feedbackRedDays",
    label: "反馈多久没有答复时亮红灯",
    unit: "个工作日",
    from: 2,
    to: 30,
    hint: "要比黄灯晚，一般设 15 个工作日。",
  },
  {
    key: "feedbackAlarmDays",
    label: "反馈多久没有答复时报警",
    unit: "天",
    from: 50,
    to: 75,
    hint: "按自然日算。超过 3 个月不答复是单项否决项，所以最晚 75 天报警，留出办理的时间。",
  },
];

const fault = (value: number, from: number, to: number) =>
  Number.isInteger(value) && value >= from && value <= to ? undefined : `请填 ${from} 到 ${to} 之间的整数。`;

export function Limits(props: SectionProps) {
  const state = useSection("limits", ["limits", "contactRetentionDays"], props);
  const { limits, contactRetentionDays } = state.mine;
  const late = limits.feedbackRedDays <= limits.feedbackAmberDays ? "红灯要比黄灯晚。" : undefined;
  const faults = Object.fromEntries(fields.map(({ key, from, to }) => [key, fault(limits[key], from, to)]));
  faults["feedbackRedDays"] ??= late;
  const kept = fault(contactRetentionDays, 30, 3650);
  const blocked = kept !== undefined || Object.values(faults).some((one) => one !== undefined);
  const show = (value: unknown) =>
    typeof value === "number"
      ? `${value} 天`
      : fields.map(({ key, label, unit }) => `${label}：${(value as LimitDays)[key]} ${unit}`).join("\n");
  return (
    <SectionForm
      state={state}
      editable={props.editable}
      blocked={blocked}
      fields={[
        { key: "limits", label: "期限", show },
        { key: "contactRetentionDays", label: "联系方式保存期", show },
      ]}
    >
      <section class="card stack" aria-labelledby="limits-heading">
        <h2 id="limits-heading">提醒期限</h2>
        <p>到了期限，首页和相应的清单亮灯提醒。工作日按“节假日”一页的放假和调休计算。</p>
        <div class="grid">
          {fields.map(({ key, label, unit, hint }) => (
            <NumberField
              key={key}
              label={`${label}（${unit}）`}
              name={key}
              value={limits[key]}
              disabled={!props.editable}
              error={faults[key]}
              hint={hint}
              onInput={(value) => state.set({ limits: { ...limits, [key]: value } })}
            />
          ))}
        </div>
      </section>
      <section class="card stack" aria-labelledby="retention-heading">
        <h2 id="retention-heading">联系方式保存期</h2>
        <p>反馈办结后，留言人的姓名和联系方式到期自动删除，留言和答复不删。够用就好，存得越久责任越大。</p>
        <div class="add-row">
          <NumberField
            label="办结后保存（天）"
            name="contactRetentionDays"
            value={contactRetentionDays}
            disabled={!props.editable}
            error={kept}
            hint="30 到 3650 天，一般设 180 天。"
            onInput={(value) => state.set({ contactRetentionDays: value })}
          />
        </div>
      </section>
    </SectionForm>
  );
}
