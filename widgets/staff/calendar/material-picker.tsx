import { useEffect, useState } from "preact/hooks";
import type { MaterialList } from "../../../functions/materials/contract.ts";
import { api } from "../shell/api.ts";
import { Button, TextField } from "../shell/form.tsx";

interface Choice {
  id: string;
  title: string;
}

interface PickerProps {
  chosen: readonly Choice[];
  onChange: (chosen: Choice[]) => void;
  error?: string | undefined;
  /** Words above the field. */
  legend?: string;
  /** Where the caller shows what is chosen itself, in an order of its own. */
  hideChosen?: boolean;
}

/** Published materials found by a word and added one by one. */
export function MaterialPicker({ chosen, onChange, error, legend = "学习资料", hideChosen = false }: PickerProps) {
  const [word, setWord] = useState("");
  const [found, setFound] = useState<Choice[]>([]);
  const [none, setNone] = useState(false);
  useEffect(() => {
    setNone(false);
    if (word.trim() === "") return setFound([]);
    const abort = new AbortController();
    const ask = async () => {
      try {
        const query = new URLSearchParams({ q: word.trim(), limit: "8" });
        const { items } = await api<MaterialList>("GET", `/api/materials?${query.toString()}`, undefined, { signal: abort.signal });
        setFound(items.map(({ id, title }) => ({ id, title })));
        setNone(items.length === 0);
      } catch {
        // The frame says when there is no line; typing on asks again.
      }
    };
    const timer = window.setTimeout(() => void ask(), 300);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [word]);
  const open = found.filter(({ id }) => chosen.every((one) => one.id !== id));
  return (
    <fieldset class="stack">
      <legend>{legend}</legend>
      {!hideChosen && chosen.length > 0 && (
        <ul class="plain-list">
          {chosen.map((one) => (
            <li key={one.id} class="toolbar">
              <span class="grow">{one.title}</span>
              <Button kind="quiet" aria-label={`去掉 ${one.title}`} onClick={() => onChange(chosen.filter(({ id }) => id !== one.id))}>
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
      <TextField label="查找已发布的资料" name="material-word" type="search" value={word} onInput={setWord} error={error} />
      <div role="status">{none && <p class="muted">没有找到，请换个词。</p>}</div>
      {open.length > 0 && (
        <ul class="plain-list">
          {open.map((one) => (
            <li key={one.id} class="toolbar">
              <span class="grow">{one.title}</span>
              <Button kind="plain" aria-label={`加上 ${one.title}`} onClick={() => onChange([...chosen, one])}>
                加上
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
