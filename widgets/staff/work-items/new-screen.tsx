import "../people/people.css";
import "../activities/activities.css";
import "./work.css";
import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { ItemFields } from "./item-fields.tsx";
import { contentOf, emptyItem } from "./item-values.ts";
import { beginningOf, type Beginning } from "./source.ts";

function NewForm({ beginning: { source, key: name, from, fills } }: { beginning: Beginning }) {
  const me = useMe();
  const own = can(me, "cadre", "lead");
  const empty = { ...emptyItem(own ? me.office : "", own ? me.id : ""), ...fills };
  const draft = useDraft(`work-item:new:${name}`, { text: empty, key: newKey() });
  const { text, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  useLeaveGuard(!saved && JSON.stringify(text) !== JSON.stringify(empty));
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { id } = await api<WorkItem>("POST", "/api/staff/work-items", { ...contentOf(text), source }, { key });
      draft.clear({ text: empty, key: newKey() });
      setSaved(true);
      announce("已列入草拟，负责人点“开始推进”以后按时汇报");
      // After the guard has let go.
      window.setTimeout(() => go(`/work/items/${id}`), 0);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {from && <p class="work-notice">{from}</p>}
      <ItemFields value={text} problem={problem} onInput={(next) => draft.set({ text: next, key: newKey() })} />
      <div class="toolbar">
        <Button submit busy={busy}>
          列入草拟
        </Button>
        <a class="button plain" href={href("/work")}>
          返回
        </a>
      </div>
    </form>
  );
}

/** `#/work/items/new`, or from a piece of feedback or a problem that an activity has found. */
export default function NewWorkItemScreen({ query }: ScreenProps) {
  const { feedback = "", activity = "", problem = "" } = query;
  const from = useLoad((signal) => beginningOf(query, signal), [feedback, activity, problem]);
  return (
    <Screen title="新建工作项" note="没写完也不要紧：写下的内容存在本机，下次打开接着写。">
      <Load from={from}>{(beginning) => <NewForm key={beginning.key} beginning={beginning} />}</Load>
    </Screen>
  );
}
