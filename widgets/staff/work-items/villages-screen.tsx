import "./work.css";
import type { Activity, ActivityList } from "../../../functions/activities/contract.ts";
import type { WorkMenu } from "../../../functions/work-items/menu.contract.ts";
import { api } from "../shell/api.ts";
import { SelectField } from "../shell/form.tsx";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { Filters } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { YearFilter, yearOf } from "../study/year-filter.tsx";
import { Standing } from "./menu-table.tsx";
import { villageRows, type VillageRow } from "./villages.ts";

/** Pages of visits that one screen asks for: a thousand and more. */
const MOST_PAGES = 40;

async function visitsOf(year: string, signal: AbortSignal): Promise<Activity[]> {
  const visits: Activity[] = [];
  let cursor = "";
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const query = new URLSearchParams({ year, kind: "包村走访", ...(cursor && { cursor }) });
    const page = await api<ActivityList>("GET", `/api/staff/activities?${query.toString()}`, undefined, { signal });
    visits.push(...page.items);
    if (page.cursor === undefined) break;
    ({ cursor } = page);
  }
  return visits;
}

async function loadVillages(year: string, signal: AbortSignal): Promise<VillageRow[]> {
  const [{ items: units }, visits, menu] = await Promise.all([
    api<{ items: { id: string; name: string }[] }>("GET", "/api/units", undefined, { signal }),
    visitsOf(year, signal),
    api<WorkMenu>("GET", `/api/staff/work-items?year=${year}`, undefined, { signal }),
  ]);
  const villages = await Promise.all(
    units.map(async ({ id, name }) => {
      const { items } = await api<{ items: string[] }>("GET", `/api/staff/activities/villages?unit=${id}`, undefined, { signal });
      return { id, name, villages: items };
    }),
  );
  return villageRows(villages, visits, menu.items);
}

function Visit({ visit: { id, date, people, findings, next, problems } }: { visit: Activity }) {
  return (
    <li>
      <a href={href(`/activities/${id}`)}>{date} 走访</a> <span class="muted small">{people.map(({ name }) => name).join("、")}</span>
      {findings && <p class="work-text">情况：{findings}</p>}
      {problems.map(({ id: problem, text, solvedOn }) => (
        <p key={problem} class="work-text">
          {solvedOn ? <span class="badge good">{solvedOn} 已解决</span> : <span class="badge amber">没解决</span>} {text}{" "}
          {!solvedOn && <a href={href("/work/items/new", { activity: id, problem })}>列为整改项</a>}
        </p>
      ))}
      {next && <p class="work-text">下一步：{next}</p>}
    </li>
  );
}

function Row({ row: { unit, village, items, visits, solved, open } }: { row: VillageRow }) {
  const writes = can(useMe(), "cadre", "lead", "editor");
  return (
    <tr>
      <th scope="row">{village}</th>
      <td data-label="包村责任">
        {items.length === 0
          ? "—"
          : items.map((line) => (
              <div key={line.id}>
                <a href={href(`/work/items/${line.id}`)}>
                  {line.office} {line.owner.name}
                </a>{" "}
                <Standing line={line} />
              </div>
            ))}
      </td>
      <td data-label="走访">
        {visits.length === 0 ? (
          <span class="muted">还没有走访</span>
        ) : (
          <ul class="plain-list stack">
            {visits.map((visit) => (
              <Visit key={visit.id} visit={visit} />
            ))}
          </ul>
        )}
        {writes && (
          <p>
            <a href={href("/activities/new", { kind: "包村走访", unit, village })} aria-label={`登记走访：${village}`}>
              登记走访
            </a>
          </p>
        )}
      </td>
      <td data-label="问题">{solved + open === 0 ? "—" : `${solved + open} 个，已解决 ${solved} 个`}</td>
    </tr>
  );
}

function Villages({ rows, unit, year }: { rows: VillageRow[]; unit: string; year: string }) {
  const shown = rows.filter((row) => unit === "" || row.unit === unit);
  const visited = shown.filter(({ visits }) => visits.length > 0).length;
  if (shown.length === 0) return <Empty title="没有登记村" hint="请系统管理员在“单位”里写上各村的名称。" />;
  return (
    <div class="stack">
      <p class="muted">
        共 {shown.length} 个村，{year} 年走访过 {visited} 个。
      </p>
      <div class="table-wrap">
        <table class="data work-villages">
          <caption class="visually-hidden">{year} 年包村情况</caption>
          <thead>
            <tr>
              <th scope="col">村</th>
              <th scope="col">包村责任</th>
              <th scope="col">走访、情况和下一步</th>
              <th scope="col">问题</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={`${row.unit} ${row.village}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** `#/work/villages`: each village with who answers for it, its visits, and which problems were solved when. */
export default function VillagesScreen({ query }: ScreenProps) {
  const year = yearOf(query);
  const from = useLoad((signal) => loadVillages(year, signal), [year]);
  const units = [...new Map((from.value ?? []).map(({ unit, unitName }) => [unit, unitName]))];
  return (
    <Screen title="包村" note="每个村由谁负责，走访了几次，发现什么问题，哪天解决。">
      <Filters label="筛选村">
        <YearFilter year={year} query={query} />
        {units.length > 1 && (
          <SelectField
            label="单位"
            name="unit"
            value={query["unit"] ?? ""}
            options={[{ value: "", label: "全部" }, ...units.map(([value, label]) => ({ value, label }))]}
            onInput={(unit) => setQuery({ ...query, unit })}
          />
        )}
      </Filters>
      <Load from={from}>{(rows) => <Villages rows={rows} unit={query["unit"] ?? ""} year={year} />}</Load>
    </Screen>
  );
}
