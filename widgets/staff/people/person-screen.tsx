import "./people.css";
import { useState } from "preact/hooks";
import type { OneTimeLink, Person, PersonInput } from "../../../functions/people/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { EditRecord } from "../shell/edit-record.tsx";
import { Button, FormError } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { PersonFields } from "./person-fields.tsx";
import { personLabels, rolesText } from "./texts.ts";
import { useChoices } from "./use-choices.ts";

const inputOf = ({ login, name, roles, office, unit }: Person): PersonInput => ({ login, name, roles, office, unit });

interface EditProps {
  person: Person;
  choices: NonNullable<ReturnType<typeof useChoices>["value"]>;
  onSaved: (person: Person) => void;
}

function EditPerson({ person, choices, onSaved }: EditProps) {
  const unitName = (id: unknown) => choices.units.find((unit) => unit.id === id)?.name ?? "（无）";
  return (
    <EditRecord
      record={person}
      draft={`person-input:${person.id}`}
      address={`/api/staff/people/${person.id}`}
      textOf={inputOf}
      fields={() => [
        { key: "name", label: personLabels.name },
        { key: "login", label: personLabels.login },
        { key: "roles", label: personLabels.roles, show: (value) => rolesText(value as PersonInput["roles"]) },
        { key: "office", label: personLabels.office },
        { key: "unit", label: personLabels.unit, show: unitName },
      ]}
      onSaved={onSaved}
    >
      {({ text, problem, onInput }) => (
        <>
          <PersonFields {...choices} value={text} problem={problem} onInput={onInput} />
          <FormError problem={problem} />
        </>
      )}
    </EditRecord>
  );
}

/** What ends or renews somebody's way in; each says before what it does. */
function Access({ person, onChanged }: { person: Person; onChanged: (person: Person) => void }) {
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<OneTimeLink>();
  const own = useMe().id === person.id;
  const act = async (step: () => Promise<void>) => {
    setBusy(true);
    await step().catch((problem: unknown) => announce(problemText(problem), "error"));
    setBusy(false);
  };
  const post = <T,>(step: string) => api<T>("POST", `/api/staff/people/${person.id}/${step}`, {});
  const disable = async () => {
    const text = "本人马上退出登录，不能再登录；他写过的内容都保留。以后可以再启用。";
    if ((await confirm({ title: `停用${person.name}的账号？`, text, action: "停用", danger: true })) === undefined) return;
    await act(async () => {
      onChanged(await post<Person>("disable"));
      announce("已停用，本人已退出登录");
    });
  };
  const enable = () =>
    act(async () => {
      onChanged(await post<Person>("enable"));
      announce("已启用");
    });
  const reset = async () => {
    const text = "现在的密码立即失效，本人马上退出登录。您会得到一个一次性链接，发给本人重新设置密码。";
    if ((await confirm({ title: `重置${person.name}的密码？`, text, action: "重置密码" })) === undefined) return;
    await act(async () => {
      const made = await post<OneTimeLink>("reset");
      setLink(made);
      onChanged(made.person);
    });
  };
  return (
    <section class="card stack">
      <h2>账号状态</h2>
      {person.disabled && <p class="lamp red">已停用，不能登录。</p>}
      {!person.disabled && person.hasPassword && <p class="lamp">在用。</p>}
      {!person.disabled && !person.hasPassword && (
        <p class="lamp amber">本人还没有设置密码。一次性链接 72 小时有效，过期或丢了请重新生成。</p>
      )}
      {own ? (
        <p class="muted">
          这是您自己的账号，不能在这里停用或重置。改密码请到<a href={href("/account")}>我的账号</a>。
        </p>
      ) : (
        <div class="toolbar">
          {!person.disabled && (
            <Button kind="plain" busy={busy} onClick={() => void reset()}>
              {person.hasPassword ? "重置密码" : "重新生成链接"}
            </Button>
          )}
          {person.disabled ? (
            <Button kind="plain" busy={busy} onClick={() => void enable()}>
              启用账号
            </Button>
          ) : (
            <Button kind="danger" busy={busy} onClick={() => void disable()}>
              停用账号
            </Button>
          )}
        </div>
      )}
      {link && <LinkDialog link={link} onClose={() => setLink(undefined)} />}
    </section>
  );
}

/** #/people/:id: one account. */
export default function PersonScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const loaded = useLoad((signal) => api<Person>("GET", `/api/staff/people/${id}`, undefined, { signal }), [id]);
  const choices = useChoices();
  return (
    <Screen
      title={loaded.value?.name ?? "人员"}
      actions={
        <a class="button plain" href={href("/people")}>
          返回人员
        </a>
      }
    >
      <Load from={loaded}>
        {(person) => (
          <div class="with-side">
            <Load from={choices}>
              {(value) => <EditPerson key={person.version} person={person} choices={value} onSaved={loaded.replace} />}
            </Load>
            <Access person={person} onChanged={loaded.replace} />
          </div>
        )}
      </Load>
    </Screen>
  );
}
