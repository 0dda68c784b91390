import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { roleNames } from "../../../functions/people/role-names.ts";
import { Announcements } from "./announce.tsx";
import { banners } from "./banners.ts";
import { Confirmations } from "./dialog.tsx";
import { isLarge, setLarge } from "./large-print.ts";
import { useObservable } from "./observable.ts";
import { keepOnDevice } from "./offline.ts";
import { useOnline } from "./online.ts";
import { href, match, useRoute } from "./router.ts";
import { screens, type ScreenEntry, type ScreenProps } from "./screens.ts";
import { can, useMe } from "./session.ts";
import { SignInAgain } from "./sign-in.tsx";
import { signOut } from "./sign-out.ts";
import { Empty, Failed, Loading, NoPermission } from "./states.tsx";

const mine = (entry: ScreenEntry, person: ReturnType<typeof useMe>) => !entry.roles || can(person, ...entry.roles);

const groups = [undefined, "工作推进", "学习", "管理"] as const;

function Navigation({ path }: { path: string }) {
  const person = useMe();
  const [open, setOpen] = useState(false);
  const lists = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setOpen(false);
    // On a low window the list scrolls by itself; the open screen's name is in sight.
    const [list, entry] = [lists.current, lists.current?.querySelector<HTMLElement>("[aria-current]")];
    if (list && entry && entry.offsetTop + entry.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = entry.offsetTop;
  }, [path]);
  const entries = screens.filter((entry) => entry.nav && mine(entry, person));
  // Of entries below one another the deeper is the one that is open.
  const current = entries
    .map((entry) => entry.path)
    .filter((target) => path === target || path.startsWith(`${target}/`))
    .reduce((deepest, target) => (target.length > deepest.length ? target : deepest), "");
  return (
    <nav class={open ? "main-nav open" : "main-nav"} aria-label="工作台">
      <button type="button" class="menu-button plain" aria-expanded={open} onClick={() => setOpen(!open)}>
        菜单
      </button>
      <div ref={lists} class="nav-lists">
        {groups.map((group) => {
          const listed = entries.filter((entry) => entry.group === group);
          return (
            listed.length > 0 && (
              <section key={group ?? ""} aria-label={group}>
                {group && <p class="nav-group">{group}</p>}
                <ul>
                  {listed.map(({ path: target, nav }) => (
                    <li key={target}>
                      <a href={href(target)} aria-current={target === current ? "page" : undefined}>
                        {nav}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </div>
    </nav>
  );
}

function TopBar() {
  const person = useMe();
  const [large, setLargeState] = useState(isLarge());
  return (
    <header class="top-bar">
      <a class="brand" href={href("/")}>
        干训讲堂 <span>工作台</span>
      </a>
      <div class="toolbar">
        <button
          type="button"
          class="quiet"
          aria-pressed={large}
          onClick={() => {
            setLarge(!large);
            setLargeState(!large);
          }}
        >
          大字
        </button>
        <a class="who" href={href("/account")} title="我的账号">
          <b>{person.name}</b>
          <small>{person.roles.map((role) => roleNames[role]).join("、")}</small>
        </a>
        <button type="button" class="quiet" onClick={() => void signOut()}>
          退出
        </button>
      </div>
    </header>
  );
}

/** The open screen; its file is fetched when first needed. */
function Open({ entry, params, query }: { entry: ScreenEntry } & ScreenProps) {
  const [loaded, setLoaded] = useState<{ entry: ScreenEntry; View: ComponentType<ScreenProps> }>();
  const [problem, setProblem] = useState<unknown>();
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setProblem(undefined);
    const fetchView = async () => {
      try {
        const { default: View } = await entry.load();
        if (!current) return;
        setLoaded({ entry, View });
        if (entry.offline) await keepOnDevice();
      } catch (error) {
        if (current) setProblem(error);
      }
    };
    void fetchView();
    return () => void (current = false);
  }, [entry, round]);
  // A file that is gone means that a newer version was installed: the page itself has to come again.
  if (problem !== undefined) return <Failed problem={problem} onRetry={() => (round > 0 ? location.reload() : setRound(round + 1))} />;
  if (loaded?.entry !== entry) return <Loading />;
  return <loaded.View key={JSON.stringify(params)} params={params} query={query} />;
}

function CurrentScreen() {
  const { path, query } = useRoute();
  const person = useMe();
  // The first screen is the first that this person may see.
  const wanted = path === "/" ? (screens.find((entry) => entry.nav && mine(entry, person))?.path ?? "/account") : path;
  for (const entry of screens) {
    const params = match(entry.path, wanted);
    if (params) return mine(entry, person) ? <Open entry={entry} params={params} query={query} /> : <NoPermission />;
  }
  return <Empty title="没有这一页" hint="地址可能抄错了。" action={<a href={href("/")}>回到首页</a>} />;
}

/** Everything around the open screen: name, navigation, who is signed in, notices, dialogs. */
export function Frame() {
  const { path } = useRoute();
  const online = useOnline();
  const notices = useObservable(banners);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById("main")?.focus())}>
        跳到正文
      </a>
      <TopBar />
      <div role="status">{!online && <p class="banner">网络不通。您写的内容存在本机，网络恢复后自动接着保存。</p>}</div>
      <div role="alert">
        {Object.entries(notices).map(([name, text]) => (
          <p key={name} class="banner alarm">
            {text}
          </p>
        ))}
      </div>
      <div class="body">
        <Navigation path={path} />
        <main id="main" tabIndex={-1}>
          <CurrentScreen />
        </main>
      </div>
      <Announcements />
      <Confirmations />
      <SignInAgain />
    </>
  );
}
