import "./people.css";
import { useState } from "preact/hooks";
import type { OneTimeLink, Person, PersonInput } from "../../../functions/people/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { confirm } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href, useLeaveGuard } from "../shell/router.ts";
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
  const draft = useDraft(`person:${person.id}`, { input: inputOf(person), version: person.version });
  const { input, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Person>();
  const dirty = JSON.stringify(input) !== JSON.stringify(inputOf(person));
  useLeaveGuard(dirty);
  const save = async (what: PersonInput, at: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<Person>("PUT", `/api/staff/people/${person.id}`, { ...what, version: at });
      draft.clear({ input: inputOf(saved), version: saved.version });
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as Person);
      else setProblem(error);
    }
    setBusy(false);
  };
  const unitName = (id: unknown) => choices.units.find((unit) => unit.id === id)?.name ?? "（无）";
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(input, version);
      }}
    >
      <PersonFields {...choices} value={input} problem={problem} onInput={(next) => draft.set({ input: next, version })} />
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy} disabled={!dirty}>
          保存
        </Button>
        {dirty && (
          <Button kind="plain" onClick={() => draft.clear({ input: inputOf(person), version: person.version })}>
            不改了
          </Button>
        )}
      </div>
      {theirs && (
        <Conflict
          mine={input}
          theirs={inputOf(theirs)}
          fields={[
            { key: "name", label: personLabels.name },
            { key: "login", label: personLabels.login },
            { key: "roles", label: personLabels.roles, show: (value) => rolesText(value as PersonInput["roles"]) },
            { key: "office", label: personLabels.office },
            { key: "unit", label: personLabels.unit, show: unitName },
          ]}
          onClose={() => setTheirs(undefined)}
          onChoose={(merged) => {
            draft.set({ input: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
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
