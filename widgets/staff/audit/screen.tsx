import "./audit.css";
import { useState } from "preact/hooks";
import type { AuditEntry, AuditList } from "../../../functions/audit/contract.ts";
import { Button, SelectField, TextField } from "../shell/form.tsx";
import { dateTime, day } from "../shell/format.ts";
import { href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { type Column, DataTable, Filters as FilterRow, Pager, usedOf } from "../shell/table.tsx";
import { useTyped } from "../shell/use-typed.ts";
import { actionName, kindNames, noteName, objectName, outcomeNames } from "./action-names.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { type Filters, queryOf, useLines } from "./lines.ts";

const kinds = [{ value: "", label: "全部" }, ...kindNames.map(([value, label]) => ({ value, label }))];
const outcomes = [{ value: "", label: "全部" }, ...Object.entries(outcomeNames).map(([value, label]) => ({ value, label }))];
const badges = { done: "good", refused: "amber", failed: "red" } as const;

type Names = AuditList["names"];

/** Where an object can be looked at, by those who may. */
function addressOf(object: string, who: ReturnType<typeof useMe>): string | undefined {
  const [kind, id] = object.split("#");
  if (!id) return undefined;
  if (kind === "material" && can(who, "director", "editor", "lead", "cadre")) return href(`/materials/${id}`);
  if (kind === "feedback" && can(who, "director", "editor", "lead")) return href(`/feedback/${id}`);
  if (kind === "person" && can(who, "admin")) return href(`/people/${id}`);
  return undefined;
}

function ObjectCell({ object, filters, names }: { object: string; filters: Filters; names: Names }) {
  const address = addressOf(object, useMe());
  const name = objectName(object, names);
  return (
    <span class="audit-object">
      {address ? <a href={address}>{name}</a> : name}
      {object.includes("#") && filters.object !== object && (
        <a class="small" href={href("/audit", { ...filters, object })} aria-label={`只看这一项：${name}`}>
          只看这一项
        </a>
      )}
    </span>
  );
}

function columnsFor(filters: Filters, names: Names): Column<AuditEntry>[] {
  return [
    { key: "at", label: "时间", names: true, render: ({ at }) => <span class="nowrap">{dateTime(at)}</span> },
    {
      key: "name",
      label: "人员",
      render: ({ name, by }) =>
        filters.person === by ? (
          name
        ) : (
          <a href={href("/audit", { ...filters, person: by })} aria-label={`${name}，只看此人的记录`}>
            {name}
          </a>
        ),
    },
    { key: "action", label: "操作", render: ({ action }) => actionName(action) },
    { key: "object", label: "对象", render: ({ object }) => <ObjectCell object={object} filters={filters} names={names} /> },
    { key: "outcome", label: "结果", render: ({ outcome }) => <span class={`badge ${badges[outcome]}`}>{outcomeNames[outcome]}</span> },
    { key: "note", label: "说明", render: ({ note = "" }) => <span class="audit-note">{noteName(note)}</span> },
  ];
}

const ago = (days: number) => day(new Date(Date.now() - days * 86_400_000).toISOString());

/** 审计日志: who did what, when, and how it ended. */
export default function Audit({ query }: ScreenProps) {
  const { person = "", kind = "", object = "", outcome = "", from = "", to = "" } = query;
  const filters: Filters = { person, kind, object, outcome, from, to };
  const change = (part: Filters) => setQuery({ ...filters, ...part });
  const [name, setName] = useTyped(person, (text) => change({ person: text.trim() }));
  const backwards = from !== "" && to !== "" && from > to;
  const lines = useLines(queryOf(backwards ? { ...filters, to: "" } : filters));
  const [exporting, setExporting] = useState(false);
  const filtered = Object.values(filters).some((value) => value !== "");
  return (
    <Screen
      title="审计日志"
      note="谁在什么时间做了什么。记录只增加，不能修改和删除，至少保存 180 天。"
      actions={
        <Button kind="plain" onClick={() => setExporting(true)}>
          导出
        </Button>
      }
    >
      <FilterRow label="筛选审计日志" used={usedOf(kind, outcome, from, to)}>
        <TextField label="人员" name="person" value={name} onInput={setName} maxLength={40} placeholder="姓名" />
        <SelectField label="类别" name="kind" value={kind} onInput={(value) => change({ kind: value })} options={kinds} />
        <SelectField label="结果" name="outcome" value={outcome} onInput={(value) => change({ outcome: value })} options={outcomes} />
        <TextField label="从" name="from" type="date" value={from} max={ago(0)} onInput={(value) => change({ from: value })} />
        <TextField
          label="到"
          name="to"
          type="date"
          value={to}
          max={ago(0)}
          onInput={(value) => change({ to: value })}
          error={backwards ? "结束日期早于开始日期。" : undefined}
        />
        {filtered && (
          <Button kind="quiet" onClick={() => setQuery({})}>
            清除条件
          </Button>
        )}
      </FilterRow>
      {object !== "" && (
        <p>
          只看：<strong>{objectName(object, lines.names)}</strong>{" "}
          <Button kind="quiet" onClick={() => change({ object: "" })}>
            看全部对象
          </Button>
        </p>
      )}
      <Load from={lines.from}>
        {() =>
          lines.items.length === 0 ? (
            <Empty
              title={lines.more ? `查到 ${lines.until}，还没有符合条件的记录` : "没有符合条件的记录"}
              hint={lines.more ? "可以接着往前查。" : from === "" ? "没有选开始日期时，查最近半年的记录。" : "可以放宽条件再试。"}
            />
          ) : (
            <DataTable
              caption="审计日志"
              columns={columnsFor(filters, lines.names)}
              rows={lines.items}
              rowKey={({ at, by, action, object: about }) => `${at} ${by} ${action} ${about}`}
            />
          )
        }
      </Load>
      {lines.from.value && (
        <div class="audit-foot">
          <p class="muted" role="status">
            已显示 {lines.items.length} 条，查到 {lines.until}
            {lines.more ? "" : from === "" ? "（最近半年，已查完）" : "（已查完）"}
          </p>
          <Pager more={lines.more} busy={lines.busy} onMore={lines.onMore} />
        </div>
      )}
      {exporting && <ExportDialog filters={filters} onClose={() => setExporting(false)} />}
    </Screen>
  );
}
