import { SectionForm, type SectionProps } from "./section.tsx";
import { useSection } from "./use-section.ts";

const choices = [
  {
    value: true,
    title: "三个人办三步（建议）",
    text: "提供、保密审查、签发由三个不同的人完成。多一双眼睛，最稳妥；至少要有三位能办这些事的同志。",
    people: ["提供：张三", "保密审查：李四", "签发：王五"],
  },
  {
    value: false,
    title: "两个人办三步",
    text: "提供人之外的一个人可以既审查又签发。人手少的单位可以这样，责任集中在这一个人身上。",
    people: ["提供：张三", "保密审查：李四", "签发：李四"],
  },
];

/** 先审后发 in any case: the choice is only about how many people share the three steps. */
export function Steps(props: SectionProps) {
  const state = useSection("steps", ["threePeople"], props);
  const show = (value: boolean | undefined) => choices.find((choice) => choice.value === value)?.title;
  return (
    <SectionForm state={state} editable={props.editable} fields={[{ key: "threePeople", label: "发布流程", show }]}>
      <section class="card stack" aria-label="发布流程">
        <p>
          每篇资料都要走完“提供 → 保密审查 →
          签发”三步才会公开，每一步都记下姓名和时间。提供人（包括起草人）不能审查或签发自己的资料，这一条改不了。
        </p>
        <fieldset class="stack" disabled={!props.editable}>
          <legend>这三步由几个人完成</legend>
          {choices.map(({ value, title, text, people }) => (
            <label key={String(value)} class="choice">
              <input
                type="radio"
                name="threePeople"
                checked={state.mine.threePeople === value}
                onChange={() => state.set({ threePeople: value })}
              />
              <b>{title}</b>
              <span>{text}</span>
              <small class="muted">例：{people.join(" → ")}</small>
            </label>
          ))}
        </fieldset>
        <p class="muted">改动立即对还没有签发的资料生效，已经发布的不受影响。</p>
      </section>
    </SectionForm>
  );
}
