import { useState } from "preact/hooks";
import type { CategoryUses } from "../../../functions/settings/category.contract.ts";
import type { VersionedSettings } from "../../../functions/settings/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Dialog } from "../shell/dialog.tsx";
import { Button, FormError, TextField } from "../shell/form.tsx";
import { fieldError } from "../shell/problems.ts";
import { useLoad } from "../shell/use-load.ts";
import { NameList } from "./name-list.tsx";
import { SectionForm, type SectionProps } from "./section.tsx";
import { useSection } from "./use-section.ts";

const REGULATIONS = "制度规范";

/** Another name for one category; takes effect at once, since its materials have to follow. */
function Rename({ from, version, onClose, onDone }: RenameProps) {
  const [to, setTo] = useState(from);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const rename = async () => {
    setBusy(true);
    try {
      const saved = await api<VersionedSettings>("POST", "/api/staff/settings/categories/rename", { from, to: to.trim(), version });
      announce(`“${from}”已改名为“${to.trim()}”`);
      onDone(saved);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  const unchanged = to.trim() === from || to.trim() === "";
  return (
    <Dialog
      title={`给“${from}”改名`}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            取消
          </Button>
          <Button busy={busy} disabled={unchanged} onClick={() => void rename()}>
            改名
          </Button>
        </>
      }
    >
      <p>这个分类下的资料会跟着转到新名称，发布时间和次序不变。资料多时要一两分钟。已经贴在门户网站上的代码和链接照常能用。</p>
      <TextField
        label="新名称"
        name="to"
        value={to}
        maxLength={20}
        required
        error={fieldError(problem, "to") && "已经有这个名称，或者资料正在转移，请换一个或稍后再试。"}
        onInput={setTo}
      />
      <FormError problem={problem} />
    </Dialog>
  );
}

interface RenameProps {
  from: string;
  version: number;
  onClose: () => void;
  onDone: (settings: VersionedSettings) => void;
}

export function Categories(props: SectionProps) {
  const { settings, editable, onSaved } = props;
  const state = useSection("categories", ["categories"], props);
  const uses = useLoad((signal) => api<CategoryUses>("GET", "/api/staff/settings/categories", undefined, { signal }), [settings.version]);
  const [renaming, setRenaming] = useState<string>();
  const useOf = (name: string) => uses.value?.items.find((item) => item.name === name);

  const about = (name: string) => {
    const use = useOf(name);
    if (!use) return settings.categories.includes(name) ? "" : "新添加";
    const many = (count: number) => (count >= 1000 ? "1000 以上" : String(count));
    return `已发布 ${many(use.published)} 篇${use.inWork > 0 ? `，在办 ${many(use.inWork)} 篇` : ""}${name === REGULATIONS ? "，历次版本公开，名称固定" : ""}`;
  };
  // Until the numbers have come, nothing is taken for empty.
  const kept = (name: string) => {
    const use = useOf(name);
    const fresh = !settings.categories.includes(name);
    return state.mine.categories.length === 1 || (!fresh && (!use || use.published + use.inWork > 0));
  };

  return (
    <SectionForm state={state} editable={editable} fields={[{ key: "categories", label: "栏目分类" }]}>
      <section class="card stack" aria-label="栏目分类">
        <p>门户网站上的分类按这里的次序显示。{editable && "还有资料的分类不能删除，可以改名，资料会跟着走。"}</p>
        {uses.value && uses.value.moving.length > 0 && (
          <p class="settings-note" role="status">
            资料正在转到新名称：{uses.value.moving.map(({ from, to }) => `${from} → ${to}`).join("、")}，一两分钟内完成。
          </p>
        )}
        <NameList
          noun="分类"
          names={state.mine.categories}
          editable={editable}
          onChange={(categories) => state.set({ categories })}
          about={about}
          kept={kept}
          most={30}
          error={fieldError(state.problem, "categories")}
          onRename={setRenaming}
          canRename={(name) => name !== REGULATIONS && settings.categories.includes(name)}
          renameWaits={state.dirty ? "请先保存其他修改" : undefined}
        />
      </section>
      {renaming !== undefined && (
        <Rename
          from={renaming}
          version={settings.version}
          onClose={() => setRenaming(undefined)}
          onDone={(saved) => {
            setRenaming(undefined);
            state.rebase(saved);
            onSaved(saved);
          }}
        />
      )}
    </SectionForm>
  );
}
