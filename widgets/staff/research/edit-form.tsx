import { useState } from "preact/hooks";
import type { Topic, TopicInput } from "../../../functions/research/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Conflict } from "../shell/conflict.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button } from "../shell/form.tsx";
import { useLeaveGuard } from "../shell/router.ts";
import { inputOf, TopicFields } from "./topic-fields.tsx";

interface EditProps {
  topic: Topic;
  onSaved: (topic: Topic) => void;
  onClose: () => void;
}

/** Changes a topic of one's own; what was changed on another device meanwhile is shown first. */
export function EditForm({ topic, onSaved, onClose }: EditProps) {
  const draft = useDraft(`research:${topic.id}`, { input: inputOf(topic), version: topic.version });
  const { input, version } = draft.value;
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [theirs, setTheirs] = useState<Topic>();
  useLeaveGuard(JSON.stringify(input) !== JSON.stringify(inputOf(topic)));
  const save = async (chosen: TopicInput, at: number) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await api<Topic>("PUT", `/api/staff/research/${topic.id}`, { ...chosen, version: at });
      draft.clear({ input: inputOf(saved), version: saved.version });
      announce("已保存");
      onSaved(saved);
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiProblem && error.code === "conflict" && error.current) setTheirs(error.current as Topic);
      else setProblem(error);
    }
  };
  return (
    <form
      class="card stack form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(input, version);
      }}
    >
      <TopicFields value={input} problem={problem} onInput={(next) => draft.set({ input: next, version })} />
      <div class="toolbar">
        <Button submit busy={busy}>
          保存
        </Button>
        <Button
          kind="plain"
          onClick={() => {
            draft.clear({ input: inputOf(topic), version: topic.version });
            onClose();
          }}
        >
          不改了
        </Button>
      </div>
      {theirs && (
        <Conflict
          mine={input}
          theirs={inputOf(theirs)}
          fields={[
            { key: "title", label: "课题名称" },
            { key: "year", label: "年度" },
            { key: "ties", label: "三个结合" },
            { key: "outline", label: "调研思路" },
          ]}
          onClose={() => setTheirs(undefined)}
          onChoose={(merged) => {
            draft.set({ input: merged, version: theirs.version });
            setTheirs(undefined);
            void save(merged, theirs.version);
          }}
        />
      )}
    </form>
  );
}
