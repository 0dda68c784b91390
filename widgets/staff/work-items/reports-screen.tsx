import "./work.css";
import type { WorkReports } from "../../../functions/work-items/reports.contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { AccountRow, refusals } from "./account-row.tsx";
import type { AccountItem } from "./account.ts";
import { ReportText } from "./records.tsx";
import { type LeftOver, useAccount } from "./use-account.ts";

/** Own items first, then those of the 组室 by who answers for them; a linked one alone on top. */
function groupsOf(items: readonly AccountItem[], first: string | undefined): { title: string; items: AccountItem[] }[] {
  const linked = items.filter(({ id }) => id === first);
  const rest = items.filter(({ id }) => id !== first);
  const others = new Map<string, AccountItem[]>();
  for (const item of rest.filter(({ mine }) => mine === undefined))
    others.set(item.owner.name, [...(others.get(item.owner.name) ?? []), item]);
  return [
    { title: "要报的这一项", items: linked },
    { title: "我负责和参加的", items: rest.filter(({ mine }) => mine !== undefined) },
    ...Array.from(others, ([name, list]) => ({ title: `${name}负责的`, items: list })),
  ].filter((group) => group.items.length > 0);
}

/** What was refused of an item that has left the list: why, what stands there instead, and what was written. */
function LeftOverNote({ item, entry, result }: LeftOver) {
  return (
    <div class="work-notice red">
      <p>
        <a href={href(`/work/items/${item.id}`)}>{item.title}</a>：{refusals[result.outcome]}
      </p>
      {result.reported && (
        <>
          <p>{result.reported.byName}报的：</p>
          <ReportText report={result.reported} />
        </>
      )}
      <p>您写的：</p>
      <ReportText report={entry} />
    </div>
  );
}

function Outcome({ account }: { account: ReturnType<typeof useAccount> }) {
  const reported = [...account.results.values()].filter(({ outcome }) => outcome === "reported");
  const late = reported.filter((one) => one.late).length;
  return (
    <div role="status">
      {reported.length > 0 && (
        <p class="work-notice">
          刚才报了 {reported.length} 项{late > 0 && `，其中 ${late} 项记为迟报`}。
        </p>
      )}
      {account.left.map((one) => (
        <LeftOverNote key={one.item.id} {...one} />
      ))}
    </div>
  );
}

function Account({ reports, first, onFresh }: { reports: WorkReports; first: string | undefined; onFresh: (fresh: WorkReports) => void }) {
  const account = useAccount(reports.items, onFresh);
  const late = reports.items.filter(({ owed }) => owed.some((one) => one.late)).length;
  const overdue = reports.items.filter((item) => item.overdue).length;
  if (reports.items.length === 0)
    return (
      <div class="stack">
        <Outcome account={account} />
        <Empty title="都报齐了" hint="到了下一期，要报的工作项会出现在这里。" action={<a href={href("/work")}>看工作菜单</a>} />
      </div>
    );
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!account.busy) account.send();
      }}
    >
      <p class="toolbar">
        <span>共 {reports.items.length} 项要报</span>
        {late > 0 && <span class="badge red">欠报 {late} 项</span>}
        {overdue > 0 && <span class="badge red">超过时限 {overdue} 项</span>}
      </p>
      <Outcome account={account} />
      {groupsOf(reports.items, first).map(({ title, items }) => (
        <section key={title} class="stack" aria-label={title}>
          <h2>
            {title} <span class="count">{items.length}</span>
          </h2>
          {items.map((item) => (
            <AccountRow
              key={item.id}
              item={item}
              entry={account.entryOf(item)}
              result={account.results.get(item.id)}
              faults={account.faults(item)}
              onInput={(entry) => account.set(item, entry)}
            />
          ))}
        </section>
      ))}
      <div class="toolbar work-send">
        <Button submit busy={account.busy}>
          一起报账（{account.touched} 项）
        </Button>
        <span class="muted small">写一项报一项也可以；没写的不会动。写下的内容存在本机。</span>
      </div>
    </form>
  );
}

/** `#/work/reports`: 报帐式推进, the own items and as a lead those of the whole 组室, settled on one screen. */
export default function ReportsScreen({ query }: ScreenProps) {
  const lead = can(useMe(), "lead");
  const from = useLoad((signal) => api<WorkReports>("GET", "/api/staff/work-reports", undefined, { signal }), []);
  return (
    <Screen
      title="报账"
      note={
        lead ? "本组室的工作项一次报清：做了什么、有什么问题、下一步怎么办。" : "自己的工作项一次报清：做了什么、有什么问题、下一步怎么办。"
      }
    >
      <Load from={from}>{(reports) => <Account reports={reports} first={query["item"]} onFresh={from.replace} />}</Load>
    </Screen>
  );
}
