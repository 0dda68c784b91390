import { useState } from "preact/hooks";
import type { WhoAmI } from "../../../functions/people/role-names.ts";
import { OidcSignIn } from "../sign-in-oidc.tsx";
import { api } from "./api.ts";
import { Dialog } from "./dialog.tsx";
import { Button, FormError, TextField } from "./form.tsx";
import { expired, me, settleSignIn } from "./session.ts";
import { useObservable } from "./observable.ts";
import { useOnceStill } from "./still.ts";

interface FormProps {
  /** A session that ended goes on only as the same person. */
  login?: string;
  onDone: (person: WhoAmI) => void;
}

function SignInForm({ login: known, onDone }: FormProps) {
  const [login, setLogin] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      onDone(await api<WhoAmI>("POST", "/api/staff/session", { login: login.trim(), password }));
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField label="用户名" name="login" value={login} onInput={setLogin} autoComplete="username" disabled={known !== undefined} />
      <TextField label="密码" name="password" type="password" value={password} onInput={setPassword} autoComplete="current-password" />
      <FormError problem={problem} />
      <Button submit busy={busy}>
        登录
      </Button>
    </form>
  );
}

/** The first page for everybody who is not signed in. */
export function SignInPage() {
  return (
    <main class="sign-in">
      <h1>
        干训讲堂 <span>工作台</span>
      </h1>
      <SignInForm onDone={me.set} />
      <OidcSignIn />
      <p class="muted">忘记密码或账号锁定，请找系统管理员重置。</p>
      <p>
        <a href="/column/">打开干训讲堂栏目</a>
      </p>
    </main>
  );
}

/** Over the open screen when the session has ended: what was typed below stays. */
export function SignInAgain() {
  const shown = useOnceStill(useObservable(expired));
  const person = useObservable(me);
  if (!shown || !person) return null;
  const signedIn = (again: WhoAmI) => {
    if (again.id !== person.id) location.reload();
    else settleSignIn(true);
  };
  return (
    <Dialog
      title="登录已过期"
      actions={
        <Button kind="quiet" onClick={() => location.reload()}>
          换个人登录
        </Button>
      }
    >
      <p>太久没有操作，请再登录一次，您写的内容还在，登录后接着做。</p>
      <SignInForm login={person.login} onDone={signedIn} />
      <OidcSignIn />
    </Dialog>
  );
}
