import { toChildArray, type ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "./form.tsx";
import { useWide } from "./use-wide.ts";

export interface Column<T> {
  key: string;
  label: string;
  render: (row: T) => ComponentChildren;
  /** Numbers stand to the right. */
  numeric?: boolean;
  /** The cell that names the row; the first column when none says so. */
  names?: boolean;
}

interface TableProps<T> {
  /** Read out before the table, not shown. */
  caption: string;
  columns: Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Address behind the naming cell. */
  rowHref?: (row: T) => string;
  current?: string | undefined;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Whether a row may be selected; all may when absent. */
  selectable?: (row: T) => boolean;
  /** What the checkbox of a row is for. */
  nameOf?: (row: T) => string;
}

/** A real table; below 640 px each row becomes a card whose cells carry their heading. */
export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  current,
  selected,
  onSelect,
  selectable = () => true,
  nameOf = rowKey,
}: TableProps<T>) {
  const naming = columns.find(({ names }) => names) ?? columns[0];
  const able = rows.filter(selectable).map(rowKey);
  const toggle = (key: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(key);
    else next.delete(key);
    onSelect?.(next);
  };
  return (
    <div class="table-wrap">
      <table class="data">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {onSelect && (
              <th scope="col" class="select">
                <input
                  type="checkbox"
                  aria-label="全选本页"
                  checked={able.length > 0 && able.every((key) => selected?.has(key))}
                  onChange={(event) => onSelect(new Set(event.currentTarget.checked ? able : []))}
                />
              </th>
            )}
            {columns.map(({ key, label, numeric }) => (
              <th key={key} scope="col" class={numeric ? "numeric" : ""}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = rowKey(row);
            return (
              <tr key={id} aria-current={current === id ? "true" : undefined}>
                {onSelect && (
                  <td class="select">
                    {selectable(row) && (
                      <input
                        type="checkbox"
                        aria-label={`选择 ${nameOf(row)}`}
                        checked={selected?.has(id) ?? false}
                        onChange={(event) => toggle(id, event.currentTarget.checked)}
                      />
                    )}
                  </td>
                )}
                {columns.map((column) => {
                  const content = column.render(row);
                  return column === naming ? (
                    <th key={column.key} scope="row">
                      {rowHref ? <a href={rowHref(row)}>{content}</a> : content}
                    </th>
                  ) : (
                    <td key={column.key} class={column.numeric ? "numeric" : ""} data-label={column.label}>
                      {content}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface FiltersProps {
  label: string;
  /** How many of those after the first are set: on a phone they then wait behind one line, so that the list stands on the first screen. */
  used?: number;
  children: ComponentChildren;
}

/** The row of filters above a list; a search landmark. */
export function Filters({ label, used, children }: FiltersProps) {
  const folds = !useWide(640) && used !== undefined;
  const [open, setOpen] = useState(false);
  const [first, ...rest] = toChildArray(children);
  return (
    <form class="filters" role="search" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      {folds ? (
        <>
          {first}
          <details class="filter-fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>更多筛选{used > 0 && `（已用 ${used} 项）`}</summary>
            <div class="filters">{rest}</div>
          </details>
        </>
      ) : (
        children
      )}
    </form>
  );
}

/** How many of these filters are set. */
export const usedOf = (...values: (string | undefined)[]): number => values.filter(Boolean).length;

export function Pager({ more, busy, onMore }: { more: boolean; busy?: boolean; onMore: () => void }) {
  return more ? (
    <p class="pager">
      <Button kind="plain" busy={busy ?? false} onClick={onMore}>
        更多
      </Button>
    </p>
  ) : null;
}

export interface Tab {
  key: string;
  label: string;
  count?: number | undefined;
  href: string;
}

/** Links that look like tabs: each has an address of its own. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ key, label: text, count, href }) => (
        <a key={key} href={href} aria-current={key === current ? "page" : undefined}>
          {text}
          {count !== undefined && <span class="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}
