import "../people/people.css";
import { useState } from "preact/hooks";
import type { Unit } from "../../../functions/units/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import { Screen } from "../shell/states.tsx";
import { inputOf, UnitFields, type UnitText } from "./unit-form.tsx";

const empty: UnitText = { name: "", kind: "乡镇", villages: "" };

/** #/units/new */
export default function NewUnitScreen() {
  const draft = useDraft("unit:new", { text: empty, key: newKey() });
  const { text, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Unit>();
  useLeaveGuard(!saved && JSON.stringify(text) !== JSON.stringify(empty));
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const unit = await api<Unit>("POST", "/api/staff/units", inputOf(text), { key });
      draft.clear({ text: empty, key: newKey() });
      setSaved(unit);
      announce("已建立单位");
      // After the guard has let go.
      window.setTimeout(() => go(`/units/${unit.id}`), 0);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Screen
      title="新建单位"
      actions={
        <a class="button plain" href={href("/units")}>
          返回单位
        </a>
      }
    >
      <form
        class="card stack form-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <UnitFields value={text} problem={problem} onInput={(next) => draft.set({ text: next, key: newKey() })} />
        <div class="toolbar">
          <Button submit busy={busy}>
            建立单位
          </Button>
          <a class="button plain" href={href("/units")}>
            取消
          </a>
        </div>
      </form>
    </Screen>
  );
}
