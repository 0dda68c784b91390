import { useRef, useState } from "preact/hooks";
import { Button } from "../shell/form.tsx";
import { moved } from "./moved.ts";

export interface Entry {
  id: string;
  title: string;
  category?: string;
  author?: string;
  published?: boolean;
}

/** The chosen materials in their order: dragged with the mouse, or moved by the buttons, which read out the new place. */
export function OrderList({ entries, onChange }: { entries: readonly Entry[]; onChange: (entries: Entry[]) => void }) {
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const [said, setSaid] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number, button?: string) => {
    onChange(moved(entries, from, to));
    setSaid(`《${entries[from]!.title}》现在是第 ${to + 1} 篇`);
    // The keys stay on the moved entry, so that it can be moved on; at an end the other button takes over.
    if (button)
      window.setTimeout(() => {
        const buttons = Array.from(list.current?.children[to]?.querySelectorAll<HTMLButtonElement>("button") ?? []);
        (buttons.find((node) => node.textContent === button && !node.disabled) ?? buttons.find((node) => !node.disabled))?.focus();
      });
  };
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };
  return (
    <>
      <ol class="plain-list compilation-order" ref={list}>
        {entries.map(({ id, title, category, author, published = true }, place) => (
          // Dragging is for the mouse; keys and screen readers have the buttons in the entry.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={id}
            class={over === place && dragged !== place ? "toolbar over" : "toolbar"}
            draggable
            onDragStart={(event) => {
              setDragged(place);
              event.dataTransfer?.setData("text/plain", title);
            }}
            onDragOver={(event) => {
              if (dragged === undefined) return;
              event.preventDefault();
              setOver(place);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged !== undefined && dragged !== place) move(dragged, place);
              end();
            }}
            onDragEnd={end}
          >
            <span class="compilation-number">{place + 1}</span>
            <span class="grow">
              {title}
              <small class="muted"> {[category, author].filter(Boolean).join(" · ")}</small>
              {!published && <span class="badge amber">已撤回，不会印出</span>}
            </span>
            <Button kind="quiet" aria-label={`上移 ${title}`} disabled={place === 0} onClick={() => move(place, place - 1, "上移")}>
              上移
            </Button>
            <Button
              kind="quiet"
              aria-label={`下移 ${title}`}
              disabled={place === entries.length - 1}
              onClick={() => move(place, place + 1, "下移")}
            >
              下移
            </Button>
            <Button kind="quiet" aria-label={`去掉 ${title}`} onClick={() => onChange(entries.filter((one) => one.id !== id))}>
              去掉
            </Button>
          </li>
        ))}
      </ol>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
