import "../people/people.css";
import "./lectures.css";
import { useState } from "preact/hooks";
import type { LecturePage } from "../../../functions/lectures/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Screen } from "../shell/states.tsx";
import { emptyPlan, inputOf, PlanFields, type PlanText } from "./plan-fields.tsx";

/** `#/lectures/new?person=…` */
export default function NewLectureScreen({ query }: ScreenProps) {
  const empty: PlanText = { ...emptyPlan, person: query["person"] ?? "" };
  const draft = useDraft(`lecture:new:${empty.person}`, { plan: empty, key: newKey() });
  const { plan, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  useLeaveGuard(!saved && JSON.stringify(plan) !== JSON.stringify(empty));
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { id } = await api<LecturePage>("POST", "/api/staff/lectures", inputOf(plan), { key });
      draft.clear({ plan: emptyPlan, key: newKey() });
      setSaved(true);
      announce("已安排讲课");
      // After the guard has let go.
      window.setTimeout(() => go(`/lectures/${id}`), 0);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Screen title="安排讲课">
      <form
        class="card stack form-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <PlanFields value={plan} problem={problem} onInput={(next) => draft.set({ plan: next, key: newKey() })} />
        <div class="toolbar">
          <Button submit busy={busy}>
            安排讲课
          </Button>
          <a class="button plain" href={href("/lectures")}>
            取消
          </a>
        </div>
      </form>
    </Screen>
  );
}
