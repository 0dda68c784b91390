import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Dialog } from "./dialog.tsx";
import { Button } from "./form.tsx";

export interface ConflictField<T> {
  key: keyof T & string;
  label: string;
  /** How a value is shown; as text when absent. */
  show?: (value: T[keyof T]) => ComponentChildren;
}

interface ConflictProps<T> {
  /** Who changed it meanwhile, when known. */
  by?: string | undefined;
  /** Other words than those for two people, such as for two devices of one. */
  words?: { title: string; intro: string; theirs: string } | undefined;
  mine: T;
  theirs: T;
  fields: ConflictField<T>[];
  /** The chosen whole: `theirs` with the fields that the person keeps from `mine`. */
  onChoose: (merged: T) => void;
  /** Back to writing, without a choice. */
  onClose: () => void;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function text(value: unknown): string {
  if (Array.isArray(value)) return value.join("\n") || "（空）";
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "string" || typeof value === "number" ? `${value}` || "（空）" : "（空）";
}

/** Two people changed one object: both versions side by side, field by field, and the second decides. Nothing is lost before that. */
export function Conflict<T extends object>({ by, words, mine, theirs, fields, onChoose, onClose }: ConflictProps<T>) {
  const differing = fields.filter(({ key }) => !same(mine[key], theirs[key]));
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set(differing.map(({ key }) => key)));
  const choose = (chosen: ReadonlySet<string>) => {
    const merged = { ...theirs };
    for (const { key } of differing) if (chosen.has(key)) merged[key] = mine[key];
    onChoose(merged);
  };
  const keep = (key: string, own: boolean) => {
    const next = new Set(kept);
    if (own) next.add(key);
    else next.delete(key);
    setKept(next);
  };
  return (
    <Dialog
      title={words?.title ?? "别人也改了这一份"}
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={() => choose(new Set())}>
            全部用{words?.theirs ?? "对方的"}
          </Button>
          <Button kind="plain" onClick={() => choose(new Set(differing.map(({ key }) => key)))}>
            全部用我的
          </Button>
          <Button onClick={() => choose(kept)}>按所选保存</Button>
        </>
      }
    >
      <p>
        {words?.intro ??
          `${by ? `${by} 刚刚也改了这一份。` : "您打开之后，别人改了这一份。"}下面左边是您的，右边是对方的，请逐项选择要留下哪一个。`}
      </p>
      {differing.map(({ key, label, show = text }) => (
        <fieldset key={key} class="conflict">
          <legend>{label}</legend>
          {([true, false] as const).map((own) => (
            <label key={String(own)} class="version">
              <span>
                <input type="radio" name={`conflict-${key}`} checked={kept.has(key) === own} onChange={() => keep(key, own)} />
                {own ? "我的" : (words?.theirs ?? "对方的")}
              </span>
              <div class="version-text">{show((own ? mine : theirs)[key])}</div>
            </label>
          ))}
        </fieldset>
      ))}
      {differing.length === 0 && <p>两边内容相同，可以直接保存。</p>}
    </Dialog>
  );
}
