import "./work.css";
import { useEffect, useRef } from "preact/hooks";
import type { WorkLinks } from "../../../functions/work-items/menu.contract.ts";
import { api } from "../shell/api.ts";
import { href } from "../shell/router.ts";
import { type Loaded, useLoad } from "../shell/use-load.ts";
import { isEnded, lampWords, stateTones, stateWords } from "./words.ts";

type Link = WorkLinks["items"][number];

/** The items that have to do with a piece of feedback or an activity. Their absence, or a missing permission, is no news. */
export function useWorkLinks(query: "feedback" | "activity", id: string): Loaded<WorkLinks> {
  return useLoad((signal) => api<WorkLinks>("GET", `/api/staff/work-items/links?${query}=${id}`, undefined, { signal }), [query, id]);
}

function One({ link: { id, title, office, state, lamp, end, result, opens } }: { link: Link }) {
  const shown = isEnded(state) ? <s>{title}</s> : title;
  return (
    <li>
      {opens ? <a href={href(`/work/items/${id}`)}>{shown}</a> : shown}{" "}
      <span class={`badge ${stateTones[state]}`}>{stateWords[state]}</span>{" "}
      {(lamp === "amber" || lamp === "red") && <span class={`lamp small ${lamp}`}>{lampWords[lamp]} </span>}
      <span class="muted small">
        {office}，时限 {end}
      </span>
      {result && <p class="work-text">办结结果：{result}</p>}
    </li>
  );
}

export function LinkList({ links, label }: { links: readonly Link[]; label: string }) {
  if (links.length === 0) return null;
  return (
    <ul class="plain-list" aria-label={label}>
      {links.map((link) => (
        <One key={link.id} link={link} />
      ))}
    </ul>
  );
}

interface FeedbackProps {
  id: string;
  /** Takes the draft of the answer that comes from the results, where nothing was written yet. */
  onDraft: ((text: string) => void) | undefined;
}

/** Under a piece of feedback: the work items made from it, and the way to make one. */
export function FeedbackItems({ id, onDraft }: FeedbackProps) {
  const { value } = useWorkLinks("feedback", id);
  const text = value?.answerDraft;
  const takeRef = useRef(onDraft);
  useEffect(() => void (takeRef.current = onDraft));
  useEffect(() => void (text !== undefined && takeRef.current?.(text)), [text]);
  if (!value || (value.items.length === 0 && !value.mayMake)) return null;
  return (
    <section class="stack" aria-label="工作项">
      <LinkList links={value.items} label="由这条反馈列出的工作项" />
      {text !== undefined && <p class="work-notice">办结的结果已经拟成答复的草稿，请核对、修改以后再答复。</p>}
      {value.mayMake && (
        <div>
          <a class="button plain" href={href("/work/items/new", { feedback: id })}>
            列为工作项
          </a>
        </div>
      )}
    </section>
  );
}
