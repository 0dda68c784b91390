import { useState } from "preact/hooks";
import { roleNames } from "../../../functions/people/role-names.ts";
import type { UnitLines } from "../../../functions/units/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import { can, useMe } from "../shell/session.ts";
import { Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";

const SHORTEST = 8;
const empty = { current: "", next: "", again: "" };

/** What can be said before the server is asked; it asks the same again. */
function faultsOf({ current, next, again }: typeof empty): Partial<typeof empty> {
  return {
    ...(current === "" ? { current: "请填写现在的密码。" } : {}),
    ...(next.length < SHORTEST ? { next: `至少 ${SHORTEST} 个字符。` } : {}),
    ...(again === next ? {} : { again: "两次填写的新密码不一样。" }),
  };
}

function ChangePassword() {
  const [value, setValue] = useState(empty);
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const faults = tried ? faultsOf(value) : {};
  const set = (change: Partial<typeof empty>) => {
    setProblem(undefined);
    setValue({ ...value, ...change });
  };
  const save = async () => {
    setTried(true);
    if (Object.keys(faultsOf(value)).length > 0) return;
    setBusy(true);
    try {
      await api("POST", "/api/staff/password", { current: value.current, next: value.next });
      setValue(empty);
      setTried(false);
      setProblem(undefined);
      announce("密码已修改，其他设备上的登录已全部退出");
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  const wrong = problem instanceof ApiProblem && problem.code === "sign-in-failed" ? "现在的密码不对。" : undefined;
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      <h2>修改密码</h2>
      <TextField
        label="现在的密码"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        value={value.current}
        error={wrong ?? faults.current}
        onInput={(current) => set({ current })}
      />
      <TextField
        label="新密码"
        name="next"
        type="password"
        autoComplete="new-password"
        required
        value={value.next}
        hint="至少 8 个字符，可以用汉字和空格；越长越好，不要用常见密码。"
        error={faults.next ?? fieldError(problem, "next") ?? fieldError(problem, "password")}
        onInput={(next) => set({ next })}
      />
      <TextField
        label="再填一次新密码"
        name="again"
        type="password"
        autoComplete="new-password"
        required
        value={value.again}
        error={faults.again}
        onInput={(again) => set({ again })}
      />
      <FormError problem={wrong ? undefined : problem} />
      <p class="muted">改好以后，您在其他电脑和手机上的登录会全部退出。</p>
      <div class="toolbar">
        <Button submit busy={busy}>
          修改密码
        </Button>
      </div>
    </form>
  );
}

/** #/account: who one is here, and one's own password. */
export default function AccountScreen() {
  const me = useMe();
  const units = useLoad(
    async (signal) => (me.unit ? api<Pick<UnitLines, "items">>("GET", "/api/units", undefined, { signal }) : undefined),
    [me.unit],
  );
  // The public list leaves retired units out.
  const unitName = units.value ? (units.value.items.find(({ id }) => id === me.unit)?.name ?? "已停用的单位") : "…";
  return (
    <Screen title="我的账号">
      <div class="grid" style={{ alignItems: "start" }}>
        <section class="card stack">
          <h2>{me.name}</h2>
          <dl class="facts">
            <dt>用户名</dt>
            <dd>{me.login}</dd>
            <dt>角色</dt>
            <dd>{me.roles.map((role) => roleNames[role]).join("、")}</dd>
            {me.office && (
              <>
                <dt>组室</dt>
                <dd>{me.office}</dd>
              </>
            )}
            {me.unit && (
              <>
                <dt>单位</dt>
                <dd>{unitName}</dd>
              </>
            )}
          </dl>
          <p class="muted">
            姓名、角色、组室不对，{can(me, "admin") ? <a href={href(`/people/${me.id}`)}>在人员里改</a> : "请找系统管理员改"}。
          </p>
        </section>
        <ChangePassword />
      </div>
    </Screen>
  );
}
