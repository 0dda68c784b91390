import "../people/people.css";
import "./activities.css";
import { useState } from "preact/hooks";
import type { Activity } from "../../../functions/activities/contract.ts";
import type { WorkLinks } from "../../../functions/work-items/menu.contract.ts";
import { dayName } from "../calendar/words.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { go, href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Photos } from "../study/photos.tsx";
import { LinkList, useWorkLinks } from "../work-items/linked-items.tsx";
import { EditForm } from "./edit-form.tsx";
import { isVisit, peopleWords, whereWords } from "./words.ts";

function Part({ title, text }: { title: string; text: string }) {
  return text === "" ? null : (
    <section>
      <h2>{title}</h2>
      <p class="activity-text">{text}</p>
    </section>
  );
}

interface ProblemProps {
  activity: Activity;
  problem: Activity["problems"][number];
  work: WorkLinks | undefined;
}

/** A problem with what became of it; one that is not solved can be made a work item. */
function Problem({ activity, problem: { id, text, solvedOn }, work }: ProblemProps) {
  const { kind } = activity;
  const items = work?.items.filter(({ problem }) => problem === id) ?? [];
  return (
    <li>
      {text}{" "}
      {isVisit(kind) && (solvedOn ? <span class="activity-solved">（{solvedOn} 已解决）</span> : <span class="muted">（还没解决）</span>)}
      {work?.mayMake && items.length === 0 && !solvedOn && (
        <>
          {" "}
          <a href={href("/work/items/new", { activity: activity.id, problem: id })} aria-label={`列为工作项：${text}`}>
            列为工作项
          </a>
        </>
      )}
      <LinkList links={items} label={`“${text}”的工作项`} />
    </li>
  );
}

function Facts({ activity }: { activity: Activity }) {
  const work = useWorkLinks("activity", activity.id).value;
  const { kind, date, topics, content, findings, problems, next, byName, office } = activity;
  return (
    <div class="card stack form-card">
      <dl class="facts">
        <dt>类别</dt>
        <dd>{kind}</dd>
        <dt>日期</dt>
        <dd>
          {date.slice(0, 4)}年{dayName(date)}
        </dd>
        <dt>地点</dt>
        <dd>{whereWords(activity)}</dd>
        <dt>参加人员</dt>
        <dd>{peopleWords(activity)}</dd>
        <dt>登记人</dt>
        <dd>
          {byName}
          {office && `（${office}）`}
        </dd>
      </dl>
      <Part title="座谈的题目" text={topics.join("\n")} />
      <Part title="内容" text={content} />
      <Part title={kind === "座谈讨论" ? "讨论的意见" : "了解到的情况"} text={findings} />
      {problems.length > 0 && (
        <section>
          <h2>{isVisit(kind) ? "发现和解决的问题" : "查找出的问题"}</h2>
          <ol>
            {problems.map((problem) => (
              <Problem key={problem.id} activity={activity} problem={problem} work={work} />
            ))}
          </ol>
        </section>
      )}
      <Part title="下一步打算" text={next} />
    </div>
  );
}

function Open({ activity, onChange }: { activity: Activity; onChange: (activity: Activity) => void }) {
  const [editing, setEditing] = useState(false);
  const path = `/api/staff/activities/${activity.id}`;
  const { mayChange, version } = activity;
  const remove = async () => {
    const text = "登记错了才删除，照片也一起删除，删除后不能恢复。";
    if ((await confirm({ title: "删除这条记录", text, action: "删除", danger: true })) === undefined) return;
    try {
      await api("DELETE", path, { version });
      announce("已删除");
      go("/activities");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  if (editing)
    return (
      <EditForm
        activity={activity}
        onClose={() => setEditing(false)}
        onSaved={(saved) => {
          setEditing(false);
          onChange(saved);
        }}
      />
    );
  return (
    <div class="stack">
      <Facts activity={activity} />
      <div class="card stack form-card">
        <h2>照片</h2>
        {activity.photos.length === 0 && <p class="muted">还没有照片。</p>}
        <Photos
          record={path}
          photos={activity.photos}
          onAdd={mayChange ? async (upload) => onChange(await api<Activity>("POST", `${path}/photos`, { upload, version })) : undefined}
          onRemove={
            mayChange ? async (photo) => onChange(await api<Activity>("DELETE", `${path}/photos/${photo}`, { version })) : undefined
          }
        />
      </div>
      {mayChange && (
        <div class="toolbar">
          <Button onClick={() => setEditing(true)}>修改</Button>
          <Button kind="danger" onClick={() => void remove()}>
            删除
          </Button>
        </div>
      )}
    </div>
  );
}

/** `#/activities/:id` */
export default function ActivityScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => api<Activity>("GET", `/api/staff/activities/${id}`, undefined, { signal }), [id]);
  return (
    <Screen
      title={from.value?.title ?? "活动"}
      actions={
        <a class="button plain" href={href("/activities")}>
          返回活动
        </a>
      }
    >
      <Load from={from}>{(activity) => <Open activity={activity} onChange={from.replace} />}</Load>
    </Screen>
  );
}
