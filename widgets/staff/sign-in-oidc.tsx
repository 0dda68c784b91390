import { useEffect, useState } from "preact/hooks";
import type { SignInOptions } from "../../functions/people/oidc-contract.ts";
import { api } from "./shell/api.ts";
import { Button, FormError } from "./shell/form.tsx";
import { framed } from "./shell/framed.ts";

/** Where the person is, to come back to; what the contract does not take is the first screen. */
function here(): string {
  const { hash } = location;
  return hash.length <= 300 && /^#\/[\w\-./?=&%,:~+]*$/.test(hash) ? hash : "#/";
}

/** The button for signing in at the organisation's own provider, where one is set. Passwords work without it. */
export function OidcSignIn() {
  const [name, setName] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    const abort = new AbortController();
    api<SignInOptions>("GET", "/api/staff/sign-in", undefined, { signal: abort.signal }).then(
      (options) => setName(options.oidc?.name),
      // The form beside it says what is wrong when it is sent.
      () => undefined,
    );
    return () => abort.abort();
  }, []);
  if (name === undefined) return null;
  if (framed)
    // Providers do not let themselves be framed.
    return (
      <p>
        <a href="/staff/" target="_blank" rel="noopener">
          用{name}登录（打开新窗口）
        </a>
      </p>
    );
  const start = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { url } = await api<{ url: string }>("POST", "/api/staff/oidc/start", { to: here() });
      location.assign(url);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <p class="muted">或者</p>
      <Button kind="plain" busy={busy} onClick={() => void start()}>
        用{name}登录
      </Button>
      <FormError problem={problem} />
    </div>
  );
}
