import "./lectures.css";
import { useState } from "preact/hooks";
import { lectureLimits, type LecturePage, type LectureState } from "../../../functions/lectures/contract.ts";
import { dayName } from "../calendar/words.ts";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button, TextField } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { PlanForm } from "./plan-form.tsx";
import { Questions } from "./questions.tsx";
import { VisitorsWaiting } from "./visitors-waiting.tsx";
import { Script } from "./script.tsx";
import { useStep, type Step } from "./use-step.ts";
import { speakerWords, stateWords, topicWords } from "./words.ts";

interface PartProps {
  lecture: LecturePage;
  step: Step;
}

/** The speaker's own part of the plan. */
function TopicForm({ lecture, step }: PartProps) {
  const [topic, setTopic] = useState(lecture.topic);
  return (
    <form
      class="toolbar"
      onSubmit={(event) => {
        event.preventDefault();
        if (topic.trim() !== "") void step.take("PUT", "/topic", { topic, version: lecture.version }, "已保存题目");
      }}
    >
      <div class="grow">
        <TextField label="题目（由您自己定）" name="topic" maxLength={lectureLimits.topic} value={topic} onInput={setTopic} />
      </div>
      <Button submit kind="plain" busy={step.busy} disabled={topic.trim() === "" || topic === lecture.topic}>
        保存题目
      </Button>
    </form>
  );
}

function Steps({ lecture, step, onEdit }: PartProps & { onEdit: () => void }) {
  const { allowed, version } = lecture;
  const set = (state: LectureState, done: string, reason = "") => step.take("POST", "/state", { state, reason, version }, done);
  const cancel = async () => {
    const reason = await confirm({
      title: "取消这次讲课",
      text: "取消以后，这位干部今年的讲课会重新排在“还没有安排”里。",
      action: "取消讲课",
      cancel: "不取消",
      danger: true,
      reason: { label: "原因", required: true, maxLength: lectureLimits.reason },
    });
    if (reason !== undefined) await set("cancelled", "已取消", reason);
  };
  const may = (action: (typeof allowed)[number]) => allowed.includes(action);
  return (
    <div class="toolbar" hidden={!may("change")}>
      {may("hold") && (
        <Button busy={step.busy} onClick={() => void set("held", "已记为已讲")}>
          记为已讲
        </Button>
      )}
      <Button kind="plain" onClick={onEdit}>
        修改安排
      </Button>
      {may("replan") && (
        <Button kind="plain" busy={step.busy} onClick={() => void set("planned", "已恢复为拟讲")}>
          恢复为拟讲
        </Button>
      )}
      {may("cancel") && (
        <Button kind="danger" onClick={() => void cancel()}>
          取消讲课
        </Button>
      )}
    </div>
  );
}

/** What the public asked about the published 讲稿; it was answered through the column and its moderation. */
function Visitors({ visitors }: Pick<LecturePage, "visitors">) {
  const me = useMe();
  return (
    <section class="card stack" aria-labelledby="visitors">
      <h2 id="visitors">公众对讲稿的提问</h2>
      <ul class="plain-list">
        {visitors.map(({ id, from, text, receivedAt, office, answer, answeredAt }) => (
          <li key={id} class="question">
            <p>
              <b>{from}</b> <span class="muted small">{dateTime(receivedAt)}</span>
            </p>
            <p class="lecture-text">{text}</p>
            <div class="question-answer">
              <p class="muted small">
                {office} 答复 · {dateTime(answeredAt)}
              </p>
              <p class="lecture-text">{answer}</p>
            </div>
          </li>
        ))}
      </ul>
      {can(me, "editor", "director", "lead") && (
        <p>
          <a href={href("/feedback", { state: "accepted" })}>公众的提问在“意见反馈”里办理</a>
        </p>
      )}
    </section>
  );
}

function Lecture({ lecture, onPage, wanted }: { lecture: LecturePage; onPage: (page: LecturePage) => void; wanted: string | undefined }) {
  const me = useMe();
  const step = useStep(lecture.id, onPage);
  const [editing, setEditing] = useState(false);
  const { date, place, speaker, state, reason, visitors, allowed } = lecture;
  const units = useLoad(
    (signal) =>
      me.unit ? api<{ items: { id: string; name: string }[] }>("GET", "/api/units", undefined, { signal }) : Promise.resolve({ items: [] }),
    [me.unit],
  );
  const as = can(me, "cadre", "lead", "editor", "director")
    ? me.name
    : (units.value?.items.find(({ id }) => id === me.unit)?.name ?? "本单位");
  return (
    <div class="lecture-grid">
      <div class="stack lecture-side">
        <section class="card stack" aria-labelledby="plan">
          <h2 id="plan">安排</h2>
          {editing ? (
            <PlanForm
              lecture={lecture}
              onClose={() => setEditing(false)}
              onSaved={(page) => {
                setEditing(false);
                onPage(page);
              }}
            />
          ) : (
            <>
              <dl class="facts">
                <dt>讲课人</dt>
                <dd>{speakerWords(speaker)}</dd>
                <dt>日期</dt>
                <dd>{dayName(date)}</dd>
                <dt>地点</dt>
                <dd>{place || "待定"}</dd>
                <dt>状态</dt>
                <dd>
                  <span class={`badge ${stateWords[state].kind}`}>{stateWords[state].text}</span>
                  {reason && <span class="lecture-note">原因：{reason}</span>}
                </dd>
              </dl>
              {allowed.includes("topic") && <TopicForm key={lecture.version} lecture={lecture} step={step} />}
              <Steps lecture={lecture} step={step} onEdit={() => setEditing(true)} />
            </>
          )}
        </section>
        <Script lecture={lecture} step={step} />
      </div>
      <div class="stack">
        <Questions lecture={lecture} step={step} as={as} wanted={wanted} />
        <VisitorsWaiting lecture={lecture} step={step} />
        {visitors.length > 0 && <Visitors visitors={visitors} />}
      </div>
    </div>
  );
}

/** `#/lectures/:id`: one lecture with its 讲稿, questions and answers. */
export default function LectureScreen({ params, query }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<LecturePage>("GET", `/api/staff/lectures/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value ? topicWords(from.value.topic) : "讲课"}
      actions={
        <a class="button plain" href={href("/lectures")}>
          返回讲课
        </a>
      }
    >
      <Load from={from}>{(lecture) => <Lecture lecture={lecture} onPage={from.replace} wanted={query["question"]} />}</Load>
    </Screen>
  );
}
