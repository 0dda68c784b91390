import { useState } from "preact/hooks";
import type { MaterialList } from "../../../functions/materials/contract.ts";
import type { About } from "../../../functions/notes/contract.ts";
import { api } from "../shell/api.ts";
import { Button, FormError, TextField } from "../shell/form.tsx";

const names = { material: "资料", task: "学习任务", lecture: "讲课" } as const;

interface AboutProps {
  about: About | null;
  onChange: (about: About | null) => void;
}

/** What the note is about: a task or lecture from whose page it was begun, or a material found by its title. */
export function AboutField({ about, onChange }: AboutProps) {
  const [search, setSearch] = useState("");
  const [found, setFound] = useState<MaterialList["items"]>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  if (about)
    return (
      <div class="toolbar">
        <span class="grow">
          关于{names[about.kind]}《{about.title}》
        </span>
        <Button kind="quiet" onClick={() => onChange(null)}>
          取消关联
        </Button>
      </div>
    );
  const look = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      setFound((await api<MaterialList>("GET", `/api/materials?limit=8&q=${encodeURIComponent(search.trim())}`)).items);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <div class="stack">
      <form
        class="note-search"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <TextField label="关于哪份资料（可以不填）" name="material" type="search" maxLength={64} value={search} onInput={setSearch} />
        <Button kind="plain" submit busy={busy}>
          查找
        </Button>
      </form>
      <FormError problem={problem} />
      {found?.length === 0 && <p class="muted">没有找到，换个词试试。</p>}
      {found && found.length > 0 && (
        <ul class="plain-list note-found">
          {found.map(({ id, title }) => (
            <li key={id}>
              <Button kind="quiet" onClick={() => onChange({ kind: "material", id, title })}>
                {title}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
