import type { ComponentChildren, VNode } from "preact";
import type { ProgressCard, ProgressList } from "../../functions/progress/contract.ts";
import { minute } from "../core/format.ts";
import * as t from "../core/texts.ts";

const states: Record<ProgressCard["state"], string> = {
  draft: "",
  underway: "推进中",
  unfinished: "未完成，继续推进",
  closed: "已完成（注销）",
  cancelled: "取消",
};

export interface ProgressProps {
  heading: string;
  /** Absent while loading. */
  list?: ProgressList | null | undefined;
  /** Why the list is old or missing. */
  notice?: ComponentChildren;
}

function Milestones({ milestones }: ProgressCard): VNode {
  return (
    <ol class="marks" aria-label={t.milestones}>
      {milestones.map(({ title, date, doneOn }) => (
        <li key={date + title}>
          <span aria-hidden="true">{doneOn ? "✓" : "○"}</span> {title} <time datetime={doneOn || date}>{doneOn || date}</time>{" "}
          {doneOn ? t.milestoneDone : t.milestonePlanned}
        </li>
      ))}
    </ol>
  );
}

function Card({ card }: { card: ProgressCard }): VNode {
  const done = card.milestones.filter(({ doneOn }) => doneOn).length;
  return (
    <li part="item">
      <h3 part="title">
        {card.title} <b class={"state " + card.state}>{states[card.state]}</b>
      </h3>
      <p class="meta">
        <span>{card.office}</span>
        <span>
          {card.start} {t.until} {card.end}
        </span>
        {card.milestones[0] && <span>{`${t.milestones} ${done}/${card.milestones.length}`}</span>}
      </p>
      {card.target && <p>{t.target + card.target}</p>}
      <p class="said">{card.summary}</p>
      {card.milestones[0] && <Milestones {...card} />}
      <p class="meta">{`${t.publishedAt} ${minute(card.publishedAt)}`}</p>
    </li>
  );
}

/** 工作推进: the published projects with their milestones. The same in the browser and on the plain page. */
export function ProgressView({ heading, list, notice }: ProgressProps): VNode {
  return (
    <>
      <h2 part="heading" class="head">
        {heading}
      </h2>
      <div role="status">
        {notice && (
          <p part="notice" class="note">
            {notice}
          </p>
        )}
        {list && !list.items[0] && <p class="note">{t.noProgress}</p>}
      </div>
      <ul part="list" class="progress" aria-busy={!list && !notice}>
        {list ? list.items.map((card) => <Card key={card.id} card={card} />) : !notice && <li>{t.loading}</li>}
      </ul>
    </>
  );
}
