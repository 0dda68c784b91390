import { useState } from "preact/hooks";
import { Button, CheckField } from "../shell/form.tsx";
import { DataTable, Pager, type Column } from "../shell/table.tsx";

export interface RowFault {
  row: number;
  field: string;
  code: string;
}

export interface PreviewColumn<F extends string> {
  field: F;
  label: string;
  wide?: boolean;
  /** What may stand in the cell, offered while one types. */
  choices?: readonly string[];
}

interface PreviewProps<F extends string> {
  caption: string;
  columns: readonly PreviewColumn<F>[];
  rows: readonly Record<F, string>[];
  faults: readonly RowFault[];
  /** Rows that had a fault since the file was read: they stay open for typing, whatever the last check said. */
  open: ReadonlySet<number>;
  sentence: (field: string, code: string, value: string) => string;
  onCell: (row: number, field: F, text: string) => void;
  onRemove: (row: number) => void;
}

const SHOWN = 50;
const cellId = (row: number, field: string) => `cell-${row}-${field}`;

const listId = (field: string) => `choices-${field}`;

interface CellProps {
  id: string;
  list: string | undefined;
  label: string;
  value: string;
  fault: string | undefined;
  onInput: (text: string) => void;
}

function OpenCell({ id, list, label, value, fault, onInput }: CellProps) {
  return (
    <>
      <input
        id={id}
        value={value}
        list={list}
        aria-label={label}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <span id={`${id}-fault`} class="field-error small">
        {fault}
      </span>
    </>
  );
}

/** The rows of a file as they will be imported; what is wrong stands under its cell and can be mended there. */
export function ImportPreview<F extends string>(props: PreviewProps<F>) {
  const { caption, columns, rows, faults, open, sentence, onCell, onRemove } = props;
  const [onlyOpen, setOnlyOpen] = useState(true);
  const [shown, setShown] = useState(SHOWN);
  const byCell = new Map(faults.map((fault) => [cellId(fault.row, fault.field), fault]));
  const places = rows.map((_, row) => row).filter((row) => !onlyOpen || open.size === 0 || open.has(row));
  const table: Column<number>[] = [
    { key: "row", label: "行", names: true, render: (row) => <span class="one-line">第 {row + 1} 行</span> },
    ...columns.map(({ field, label, wide, choices }) => ({
      key: field,
      label,
      render: (row: number) => {
        const id = cellId(row, field);
        const value = rows[row]?.[field] ?? "";
        const fault = byCell.get(id);
        return open.has(row) ? (
          <div class={wide ? "import-cell wide" : "import-cell"}>
            <OpenCell
              id={id}
              list={choices?.length ? listId(field) : undefined}
              label={`第 ${row + 1} 行${label}`}
              value={value}
              fault={fault && sentence(field, fault.code, value)}
              onInput={(text) => onCell(row, field, text)}
            />
          </div>
        ) : (
          value || <span class="muted">（空）</span>
        );
      },
    })),
    {
      key: "remove",
      label: "操作",
      render: (row) => (
        <Button kind="quiet" aria-label={`删去第 ${row + 1} 行`} onClick={() => onRemove(row)}>
          <span class="one-line">删去</span>
        </Button>
      ),
    },
  ];
  return (
    <>
      {open.size > 0 && open.size < rows.length && (
        <CheckField name="only-open" label={`只看需要改的 ${open.size} 行`} checked={onlyOpen} onInput={setOnlyOpen} />
      )}
      {columns.map(
        ({ field, choices }) =>
          choices &&
          choices.length > 0 && (
            <datalist key={field} id={listId(field)}>
              {choices.map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
            </datalist>
          ),
      )}
      <DataTable caption={caption} columns={table} rows={places.slice(0, shown)} rowKey={String} />
      <Pager more={places.length > shown} onMore={() => setShown(shown + SHOWN)} />
    </>
  );
}

/** Every fault in words, each a way to its cell. */
export function FaultList<F extends string>({
  columns,
  rows,
  faults,
  sentence,
}: Pick<PreviewProps<F>, "columns" | "rows" | "faults" | "sentence">) {
  const label = (field: string) => columns.find((column) => column.field === field)?.label ?? "";
  return (
    <ul class="fault-list">
      {faults.slice(0, SHOWN).map(({ row, field, code }) => (
        <li key={cellId(row, field)}>
          <button type="button" class="quiet" onClick={() => document.getElementById(cellId(row, field))?.focus()}>
            第 {row + 1} 行 {label(field)}
          </button>
          {sentence(field, code, rows[row]?.[field as F] ?? "")}
        </li>
      ))}
      {faults.length > SHOWN && <li>另有 {faults.length - SHOWN} 处，改好这些后再看。</li>}
    </ul>
  );
}
