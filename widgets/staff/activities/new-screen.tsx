import "../people/people.css";
import "./activities.css";
import { useState } from "preact/hooks";
import { activityKinds, type Activity, type ActivityKind } from "../../../functions/activities/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Screen } from "../shell/states.tsx";
import { emptyActivity, inputOf } from "./activity-text.ts";
import { ActivityFields } from "./fields.tsx";

/** `#/activities/new?kind=…`, of a village also `&unit=…&village=…` */
export default function NewActivityScreen({ query }: ScreenProps) {
  const me = useMe();
  const kind = activityKinds.find((one) => one === query["kind"]) ?? ("下基层" satisfies ActivityKind);
  // Who writes it down was there, as a rule.
  const { unit = "", village = "" } = query;
  const empty = { ...emptyActivity(kind, can(me, "cadre", "lead") ? me.id : undefined), unit, village };
  const draft = useDraft(village ? `activity:new:${village}` : "activity:new", { text: empty, key: newKey() });
  const { text, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  useLeaveGuard(!saved && JSON.stringify({ ...text, kind }) !== JSON.stringify(empty));
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { id } = await api<Activity>("POST", "/api/staff/activities", inputOf(text), { key });
      draft.clear({ text: empty, key: newKey() });
      setSaved(true);
      announce("已登记，可以接着添加照片");
      // After the guard has let go.
      window.setTimeout(() => go(`/activities/${id}`), 0);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Screen title="登记活动" note="没写完也不要紧：写下的内容存在本机，下次打开接着写。">
      <form
        class="card stack form-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <ActivityFields value={text} problem={problem} onInput={(next) => draft.set({ text: next, key: newKey() })} />
        <div class="toolbar">
          <Button submit busy={busy}>
            登记
          </Button>
          <a class="button plain" href={href("/activities")}>
            返回
          </a>
        </div>
      </form>
    </Screen>
  );
}
