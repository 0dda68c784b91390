import "../people/people.css";
import { useState } from "preact/hooks";
import type { Unit } from "../../../functions/units/contract.ts";
import { loadContacts } from "../people/load-people.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { EditRecord } from "../shell/edit-record.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { inputOf, UnitFields, type UnitText } from "./unit-form.tsx";

const textOf = ({ name, kind, villages }: Unit): UnitText => ({ name, kind, villages: villages.join("\n") });
interface ChangeProps {
  unit: Unit;
  onSaved: (unit: Unit) => void;
}

const EditUnit = ({ unit, onSaved }: ChangeProps) => (
  <EditRecord
    record={unit}
    draft={`unit:${unit.id}`}
    address={`/api/staff/units/${unit.id}`}
    class="card stack"
    textOf={textOf}
    bodyOf={inputOf}
    fields={() => [
      { key: "name", label: "单位名称" },
      { key: "kind", label: "类别" },
      { key: "villages", label: "村" },
    ]}
    onSaved={onSaved}
  >
    {({ text, problem, onInput }) => <UnitFields value={text} problem={problem} onInput={onInput} />}
  </EditRecord>
);

function Contacts({ unit }: { unit: Unit }) {
  const contacts = useLoad((signal) => loadContacts(unit.id, signal), [unit.id]);
  return (
    <section class="card stack">
      <h2>联络员账号</h2>
      <Load from={contacts}>
        {(people) =>
          people.length === 0 ? (
            <p class="muted">还没有联络员。联络员可以用本单位的名义登录、留言和下载学习包。</p>
          ) : (
            <ul class="plain-list">
              {people.map(({ id, name, login, disabled, hasPassword }) => (
                <li key={id} class="toolbar">
                  <a href={href(`/people/${id}`)}>{name}</a>
                  <span class="muted">{login}</span>
                  {disabled && <span class="badge red">已停用</span>}
                  {!disabled && !hasPassword && <span class="badge amber">还没设密码</span>}
                </li>
              ))}
            </ul>
          )
        }
      </Load>
      {!unit.retired && (
        <p>
          <a class="button plain" href={href("/people/new", { unit: unit.id })}>
            新建联络员
          </a>
        </p>
      )}
    </section>
  );
}

/** Ending and reopening a unit; what was written under its name stays. */
function UnitState({ unit, onSaved }: ChangeProps) {
  const [busy, setBusy] = useState(false);
  const step = async (name: "retire" | "restore") => {
    const text = "公众的表单里不再列出这个单位。已有的留言、下载统计都保留，联络员账号不受影响。以后可以再启用。";
    if (name === "retire" && (await confirm({ title: `停用${unit.name}？`, text, action: "停用", danger: true })) === undefined) return;
    setBusy(true);
    try {
      onSaved(await api<Unit>("POST", `/api/staff/units/${unit.id}/${name}`, { version: unit.version }));
      announce(name === "retire" ? "已停用" : "已启用");
    } catch (problem) {
      announce(problemText(problem), "error");
      if (problem instanceof ApiProblem && problem.code === "conflict") onSaved(problem.current as Unit);
    }
    setBusy(false);
  };
  return (
    <section class="card stack">
      <h2>状态</h2>
      <p class={unit.retired ? "lamp red" : "lamp"}>{unit.retired ? "已停用，公众的表单里没有它。" : "在用。"}</p>
      <div class="toolbar">
        <Button kind={unit.retired ? "plain" : "danger"} busy={busy} onClick={() => void step(unit.retired ? "restore" : "retire")}>
          {unit.retired ? "启用单位" : "停用单位"}
        </Button>
      </div>
    </section>
  );
}

/** #/units/:id */
export default function UnitScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const loaded = useLoad((signal) => api<Unit>("GET", `/api/staff/units/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={loaded.value?.name ?? "单位"}
      actions={
        <a class="button plain" href={href("/units")}>
          返回单位
        </a>
      }
    >
      <Load from={loaded}>
        {(unit) => (
          <div class="with-side">
            <EditUnit key={unit.version} unit={unit} onSaved={loaded.replace} />
            <div class="stack">
              <Contacts unit={unit} />
              <UnitState unit={unit} onSaved={loaded.replace} />
            </div>
          </div>
        )}
      </Load>
    </Screen>
  );
}
