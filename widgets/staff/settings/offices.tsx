import { fieldError } from "../shell/problems.ts";
import { NameList } from "./name-list.tsx";
import { SectionForm, type SectionProps } from "./section.tsx";
import { useSection } from "./use-section.ts";

export function Offices(props: SectionProps) {
  const state = useSection("offices", ["offices"], props);
  const { offices } = state.mine;
  return (
    <SectionForm state={state} editable={props.editable} fields={[{ key: "offices", label: "组室" }]}>
      <section class="card stack" aria-label="组室">
        <p>转办反馈、登记人员时从这里选组室。改名请先添加新名称，到“人员”里把相关人员换过去，再删除旧的；已经办过的事仍记着当时的名称。</p>
        {offices.length === 0 && <p class="muted">还没有登记组室{props.editable && "，请在下面添加，比如“办公室”“组织科”"}。</p>}
        <NameList
          noun="组室"
          names={offices}
          editable={props.editable}
          onChange={(changed) => state.set({ offices: changed })}
          most={100}
          error={fieldError(state.problem, "offices")}
        />
      </section>
    </SectionForm>
  );
}
