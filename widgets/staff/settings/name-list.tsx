import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Button, TextField } from "../shell/form.tsx";

interface NameListProps {
  /** What one entry is called: 分类, 组室. */
  noun: string;
  names: readonly string[];
  editable: boolean;
  onChange: (names: string[]) => void;
  /** A line beside the name. */
  about?: (name: string) => ComponentChildren;
  /** Whether this one cannot be removed. */
  kept?: (name: string) => boolean;
  /** Opens the dialog for another name; without it there is no such button. */
  onRename?: (name: string) => void;
  canRename?: (name: string) => boolean;
  /** Why renaming has to wait. */
  renameWaits?: string | undefined;
  most: number;
  error?: string | undefined;
}

const LONGEST = 20;

/** Names in an order that matters: move up and down, remove, add. Everything by buttons, so that keyboard and finger do the same. */
export function NameList({ noun, names, editable, onChange, about, kept, onRename, canRename, renameWaits, most, error }: NameListProps) {
  const [added, setAdded] = useState("");
  const [fault, setFault] = useState<string>();
  const [told, setTold] = useState("");
  const id = useId();

  const move = (from: number, to: number) => {
    const next = [...names];
    const [name] = next.splice(from, 1);
    next.splice(to, 0, name!);
    onChange(next);
    setTold(`“${name}”已移到第 ${to + 1} 位`);
    // The row has moved away under the focus.
    const way = to < from ? "up" : "down";
    window.requestAnimationFrame(() => document.getElementById(`${id}-${way}-${name}`)?.focus());
  };
  const add = () => {
    const name = added.trim();
    if (name === "") setFault(`请先写${noun}的名称。`);
    else if (names.includes(name)) setFault(`已经有“${name}”了。`);
    else if (names.length >= most) setFault(`最多 ${most} 个。`);
    else {
      onChange([...names, name]);
      setAdded("");
      setFault(undefined);
    }
  };

  return (
    <div class="stack">
      <ol class="names plain-list">
        {names.map((name, place) => (
          <li key={name}>
            <span class="place muted">{place + 1}</span>
            <span class="grow">
              <b>{name}</b>
              {about && <small class="muted"> {about(name)}</small>}
            </span>
            {editable && (
              <span class="toolbar">
                <span class="slot">
                  {onRename && canRename?.(name) && (
                    <button
                      type="button"
                      class="quiet"
                      disabled={renameWaits !== undefined}
                      title={renameWaits}
                      aria-label={`改名 ${name}`}
                      onClick={() => onRename(name)}
                    >
                      改名
                    </button>
                  )}
                </span>
                <button
                  type="button"
                  class="plain square"
                  id={`${id}-up-${name}`}
                  disabled={place === 0}
                  aria-label={`上移 ${name}`}
                  onClick={() => move(place, place - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  class="plain square"
                  id={`${id}-down-${name}`}
                  disabled={place === names.length - 1}
                  aria-label={`下移 ${name}`}
                  onClick={() => move(place, place + 1)}
                >
                  ↓
                </button>
                <span class="slot">
                  {!kept?.(name) && (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`删除 ${name}`}
                      onClick={() => onChange(names.filter((other) => other !== name))}
                    >
                      删除
                    </button>
                  )}
                </span>
              </span>
            )}
          </li>
        ))}
      </ol>
      {/* For ears alone: eyes see it move. */}
      <p class="visually-hidden" role="status">
        {told}
      </p>
      {error && <p class="field-error">{error}</p>}
      {editable && (
        <div class="add-row">
          <TextField
            label={`新的${noun}`}
            name="added"
            value={added}
            maxLength={LONGEST}
            error={fault}
            onInput={(text) => {
              setAdded(text);
              setFault(undefined);
            }}
          />
          <Button kind="plain" onClick={add}>
            添加
          </Button>
        </div>
      )}
    </div>
  );
}
