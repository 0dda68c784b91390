import { useState } from "preact/hooks";
import type { WorkLine } from "../../../functions/work-items/menu.contract.ts";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import { type MenuGroup, monthCells, monthCounts, type MonthCount } from "./menu.ts";
import { isEnded, lampWords, reportWords, shortDay, stateTones, stateWords } from "./words.ts";

/** Rows that a group shows at once: two thousand items must not be two thousand rows before anybody asks for them. */
const SHOWN = 60;
const MORE = 200;
export const months = Array.from({ length: 12 }, (_, place) => place + 1);

/** State, lamp and what waits, each in words. */
export function Standing({ line }: { line: WorkLine }) {
  const reports = reportWords(line);
  return (
    <span class="work-standing">
      <span class={`badge ${stateTones[line.state]}`}>{stateWords[line.state]}</span>
      {line.lamp !== "none" && <span class={`lamp small ${line.lamp}`}>{lampWords[line.lamp]}</span>}
      {line.late > 0 && <span class="badge red">{reports}</span>}
      {line.answerBy !== undefined && <span class="badge amber">督办待复</span>}
      {line.carriedTo !== undefined && <span class="badge">转入 {line.carriedTo} 年</span>}
      {line.carriedFrom !== undefined && <span class="badge">{line.carriedFrom} 年转来</span>}
    </span>
  );
}

interface TableProps {
  year: number;
  today: string;
  caption: string;
  groups: readonly MenuGroup[];
  /** On paper every row stands, and nothing can be pressed. */
  paper?: boolean;
  /** Whether a group is open before anybody has pressed it. */
  opens?: (group: MenuGroup) => boolean;
  /** Address of the menu of a 组室 in a month; without it counts are no links. */
  cellHref?: (office: string, month: number) => string;
}

function Row({ line, year, today, paper }: { line: WorkLine; year: number; today: string; paper: boolean }) {
  const over = isEnded(line.state);
  const title = paper ? line.title : <a href={href(`/work/items/${line.id}`)}>{line.title}</a>;
  return (
    <tr class={over ? "work-over" : undefined}>
      <th scope="row">
        {over ? <s>{title}</s> : title} <small class="muted">{line.kind}</small>
        {line.village && <small class="muted"> {line.village}</small>}
      </th>
      <td data-label="责任人">{line.owner.name}</td>
      {monthCells(line, year, today).map(({ bar, text }, place) => (
        <td key={place} class={bar ? `month bar ${line.lamp}` : "month"}>
          {text || (bar && <span class="visually-hidden">推进</span>)}
        </td>
      ))}
      <td data-label="完成时限" class="work-day">
        {shortDay(line.end, year)}
        {line.delays > 0 && <small class="muted">延期 {line.delays} 次</small>}
      </td>
      <td data-label="状态">
        <Standing line={line} />
      </td>
    </tr>
  );
}

/** How many items a group has in a month; a link to just these where `to` says so. */
function Count({ count: { on, due, red, amber }, to, words }: { count: MonthCount; to: string | undefined; words: string }) {
  if (on === 0) return null;
  const burning = red > 0 ? "red" : amber > 0 ? "amber" : "";
  const shown = (
    <>
      {on}
      {due > 0 && <small>限 {due}</small>}
      {burning && (
        <>
          <i class={`work-dot ${burning}`} aria-hidden="true" />
          <span class="visually-hidden">
            {red > 0 && `，${red} 项已超期`}
            {amber > 0 && `，${amber} 项快到期`}
          </span>
        </>
      )}
    </>
  );
  if (!to) return shown;
  return (
    <a href={to} title={`看${words}的工作项`}>
      <span class="visually-hidden">{words} </span>
      {shown}
    </a>
  );
}

function Group({ group, year, today, paper = false, opens, cellHref }: { group: MenuGroup } & Omit<TableProps, "groups" | "caption">) {
  const [pressed, setPressed] = useState<boolean>();
  const [shown, setShown] = useState(SHOWN);
  const open = paper || (pressed ?? opens?.(group) ?? true);
  const { office, title, items } = group;
  const rows = paper ? items : items.slice(0, shown);
  const left = items.length - rows.length;
  return (
    <tbody>
      <tr class="work-group">
        <th scope="rowgroup" colSpan={2}>
          {paper ? (
            title
          ) : (
            <button type="button" class="quiet" aria-expanded={open} onClick={() => setPressed(!open)}>
              {title}
            </button>
          )}{" "}
          <span class="count">{items.length} 项</span>
        </th>
        {monthCounts(items, year, today).map((count, place) => (
          <td key={place} class="month count-cell">
            <Count count={count} words={`${title} ${place + 1} 月`} to={office ? cellHref?.(office, place + 1) : undefined} />
          </td>
        ))}
        <td colSpan={2} class="work-rest muted small">
          办结 {items.filter(({ state }) => isEnded(state)).length} 项
        </td>
      </tr>
      {open && rows.map((line) => <Row key={line.id} line={line} year={year} today={today} paper={paper} />)}
      {open && left > 0 && (
        <tr class="work-more">
          <td colSpan={16}>
            <Button kind="plain" onClick={() => setShown(shown + MORE)}>
              {title}还有 {left} 项，再显示 {Math.min(left, MORE)} 项
            </Button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** 工作菜单: 组室 after 组室, its counts for each month, its items with a bar along their months. */
export function MenuTable({ caption, groups, ...rest }: TableProps) {
  return (
    <div class="table-wrap">
      <table class="work-menu">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">工作项</th>
            <th scope="col">责任人</th>
            {months.map((month) => (
              <th key={month} scope="col" class="month">
                {month}月
              </th>
            ))}
            <th scope="col">完成时限</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group.office} group={group} {...rest} />
        ))}
      </table>
    </div>
  );
}
