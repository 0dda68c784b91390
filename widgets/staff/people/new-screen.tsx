import "./people.css";
import { useState } from "preact/hooks";
import type { OneTimeLink, PersonInput } from "../../../functions/people/contract.ts";
import type { UnitLines } from "../../../functions/units/contract.ts";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button, FormError } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { PersonFields } from "./person-fields.tsx";
import { useChoices } from "./use-choices.ts";

function NewPerson({
  choices,
  first,
  back,
}: {
  choices: { units: UnitLines["items"]; offices: string[] };
  first: PersonInput;
  back: string;
}) {
  const draft = useDraft<{ input: PersonInput; key: string }>(`person:new:${first.unit}`, { input: first, key: newKey() });
  const { input, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [link, setLink] = useState<OneTimeLink>();
  const dirty = JSON.stringify(input) !== JSON.stringify(first);
  useLeaveGuard(dirty && !link);
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setLink(await api<OneTimeLink>("POST", "/api/staff/people", input, { key }));
      draft.clear();
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <PersonFields
        {...choices}
        value={input}
        problem={problem}
        // Another content is another create: the key of the last try is not its own.
        onInput={(next) => draft.set({ input: next, key: newKey() })}
      />
      <p class="muted">不用替别人想密码：建好以后会给您一个一次性链接，发给本人自己设置。</p>
      <FormError problem={problem} />
      <div class="toolbar">
        <Button submit busy={busy}>
          建立账号
        </Button>
        <a class="button plain" href={href(back)}>
          取消
        </a>
      </div>
      {link && <LinkDialog link={link} onClose={() => go(back)} />}
    </form>
  );
}

/** #/people/new: a new account; `unit` in the address makes it a contact of that unit. */
export default function NewPersonScreen({ query }: ScreenProps) {
  const choices = useChoices();
  const unit = query["unit"] ?? "";
  const first: PersonInput = { login: "", name: "", roles: unit ? ["unit"] : ["cadre"], office: "", unit };
  const back = unit ? `/units/${unit}` : "/people";
  return (
    <Screen
      title={unit ? "新建联络员" : "新建人员"}
      actions={
        <a class="button plain" href={href(back)}>
          {unit ? "返回单位" : "返回人员"}
        </a>
      }
    >
      <Load from={choices}>{(value) => <NewPerson choices={value} first={first} back={back} />}</Load>
    </Screen>
  );
}
