import "../people/people.css";
import "./research.css";
import { useState } from "preact/hooks";
import type { Topic } from "../../../functions/research/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { go, href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Screen } from "../shell/states.tsx";
import { yearOf } from "../study/year-filter.tsx";
import { emptyTopic, TopicFields } from "./topic-fields.tsx";

/** `#/research/new` */
export default function NewTopicScreen({ query }: ScreenProps) {
  const empty = emptyTopic(Number(yearOf(query)));
  const draft = useDraft("research:new", { topic: empty, key: newKey() });
  const { topic, key } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  useLeaveGuard(!saved && JSON.stringify(topic) !== JSON.stringify(empty));
  const save = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { id } = await api<Topic>("POST", "/api/staff/research", topic, { key });
      draft.clear({ topic: empty, key: newKey() });
      setSaved(true);
      announce("已登记课题");
      // After the guard has let go.
      window.setTimeout(() => go(`/research/${id}`), 0);
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return (
    <Screen title="登记课题">
      <form
        class="card stack form-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void save();
        }}
      >
        <TopicFields value={topic} problem={problem} onInput={(next) => draft.set({ topic: next, key: newKey() })} />
        <div class="toolbar">
          <Button submit busy={busy}>
            登记
          </Button>
          <a class="button plain" href={href("/research")}>
            返回
          </a>
        </div>
      </form>
    </Screen>
  );
}
