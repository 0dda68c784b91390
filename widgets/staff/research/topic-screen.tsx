import "../people/people.css";
import "./research.css";
import { useState } from "preact/hooks";
import type { Topic, TopicAction } from "../../../functions/research/contract.ts";
import { MaterialPicker } from "../calendar/material-picker.tsx";
import { scriptStates } from "../lectures/words.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { confirm, Dialog } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { go, href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { EditForm } from "./edit-form.tsx";
import { topicStates } from "./words.ts";

type Take = (path: string, body: object, done: string) => Promise<boolean>;

function Article({ topic, busy, take }: { topic: Topic; busy: boolean; take: Take }) {
  const [choosing, setChoosing] = useState(false);
  const { article, allowed } = topic;
  return (
    <section class="card stack form-card" aria-labelledby="article">
      <h2 id="article">调研文章</h2>
      {article ? (
        <p>
          《{article.title}》 <span class={`badge ${article.live ? "good" : ""}`}>{scriptStates[article.state]}</span>
        </p>
      ) : (
        <p class="muted">还没有文章。</p>
      )}
      <div class="toolbar">
        {article?.id && (
          <a class="button plain" href={href(`/materials/${article.id}`)}>
            打开文章
          </a>
        )}
        {allowed.includes("article") && (
          <>
            <Button busy={busy} onClick={() => void take("/article", {}, "已建立文章，点“打开文章”就可以写")}>
              写文章
            </Button>
            <Button kind="plain" onClick={() => setChoosing(true)}>
              用已发布的文章
            </Button>
          </>
        )}
      </div>
      {choosing && (
        <Dialog title="用已发布的文章" onClose={() => setChoosing(false)}>
          <MaterialPicker
            chosen={[]}
            onChange={([one]) => {
              const link = async () => {
                if (one && (await take("/article", { material: one.id }, "已关联文章"))) setChoosing(false);
              };
              void link();
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

function Open({ topic, onChange }: { topic: Topic; onChange: (topic: Topic) => void }) {
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const { name, office, year, ties, outline, state, allowed, version } = topic;
  const path = `/api/staff/research/${topic.id}`;
  const take: Take = async (part, body, done) => {
    setBusy(true);
    try {
      onChange(await api<Topic>("POST", path + part, { ...body, version }));
      announce(done);
      return true;
    } catch (problem) {
      announce(problemText(problem), "error");
      if (problem instanceof ApiProblem && problem.code === "conflict" && problem.current) onChange(problem.current as Topic);
      return false;
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    if ((await confirm({ title: "撤销这个课题", text: "还没有文章的课题可以撤销。", action: "撤销", danger: true })) === undefined) return;
    try {
      await api("DELETE", path, { version });
      announce("已撤销");
      go("/research");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  const may = (action: TopicAction) => allowed.includes(action);
  if (editing)
    return (
      <EditForm
        topic={topic}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onChange(saved);
        }}
      />
    );
  return (
    <div class="stack">
      <section class="card stack form-card" aria-label="课题">
        <dl class="facts">
          <dt>承担人</dt>
          <dd>
            {name}
            {office && `（${office}）`}
          </dd>
          <dt>年度</dt>
          <dd>{year} 年</dd>
          <dt>三个结合</dt>
          <dd>{ties.map((tie) => `结合${tie}`).join("、") || "—"}</dd>
          <dt>进展</dt>
          <dd>
            <span class={`badge ${topicStates[state].kind}`}>{topicStates[state].text}</span>
          </dd>
        </dl>
        {outline && (
          <div>
            <h2>调研思路</h2>
            <p class="research-text">{outline}</p>
          </div>
        )}
        <div class="toolbar" hidden={!may("change")}>
          {may("written") && (
            <Button busy={busy} onClick={() => void take("/state", { state: "written" }, "已标为已成文")}>
              标为已成文
            </Button>
          )}
          {may("underway") && (
            <Button kind="plain" busy={busy} onClick={() => void take("/state", { state: "underway" }, "已标为调研中")}>
              {state === "written" ? "改回调研中" : "开始调研"}
            </Button>
          )}
          <Button kind="plain" onClick={() => setEditing(true)}>
            修改
          </Button>
          {may("remove") && (
            <Button kind="danger" onClick={() => void remove()}>
              撤销课题
            </Button>
          )}
        </div>
      </section>
      <Article topic={topic} busy={busy} take={take} />
    </div>
  );
}

/** `#/research/:id` */
export default function TopicScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<Topic>("GET", `/api/staff/research/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value?.title ?? "调研课题"}
      actions={
        <a class="button plain" href={href("/research")}>
          返回课题
        </a>
      }
    >
      <Load from={from}>{(topic) => <Open topic={topic} onChange={from.replace} />}</Load>
    </Screen>
  );
}
