import type { ComponentChildren, VNode } from "preact";
import type { FeedbackProgress, PublicFeedback, Statistics } from "../../functions/feedback/contract.ts";
import { minute } from "../core/format.ts";
import { Answers, Fact } from "../core/view-answers.tsx";
import * as t from "../core/texts.ts";

export interface TrackProps {
  code: string;
  error?: string | undefined;
  busy?: boolean;
  /** Without script: address that the code is posted to. */
  action?: string;
  onSubmit?: (event: SubmitEvent) => void;
  children?: ComponentChildren;
}

/** Asks for a 查询码. */
export function TrackView(p: TrackProps): VNode {
  return (
    <>
      <form method="post" action={p.action} novalidate={!!p.onSubmit} onSubmit={p.onSubmit}>
        <label for="code">{t.receiptCode}</label>
        <div class="ask">
          <input
            id="code"
            name="code"
            required
            maxlength={20}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={"false" as never /* a word, where other attributes that are false go away */}
            placeholder={t.codeHint}
            value={p.code}
            aria-invalid={p.error ? "true" : undefined}
            aria-describedby={p.error ? "code-error" : undefined}
          />
          <button aria-disabled={p.busy}>{t.track}</button>
        </div>
        {p.error && (
          <b id="code-error" role="alert">
            {p.error}
          </b>
        )}
        <small>{t.trackHint}</small>
      </form>
      {p.children}
    </>
  );
}

export interface ProgressProps {
  progress: FeedbackProgress;
  /** The withdraw button, or the question that it asks first. */
  children?: ComponentChildren;
}

/** What is seen under a 查询码: where it stands, what became of it. */
export function ProgressView({ progress: p, children }: ProgressProps): VNode {
  const steps: [string, string | undefined][] = [
    [t.receivedTime, p.receivedAt],
    [t.acceptedTime, p.acceptedAt],
    [t.answeredTime, p.answeredAt],
  ];
  return (
    <section class="progress" tabindex={-1} aria-label={t.trackTitle}>
      <p>
        {t.state} <b class="state">{t.states[p.state]}</b>
      </p>
      <ol class="steps">
        {steps.map(([name, at]) => (
          <li key={name} class={at ? "done" : ""}>
            <span>{name}</span>
            <time>{minute(at) || "-"}</time>
          </li>
        ))}
      </ol>
      <p class="asked">
        <b>{p.kind}</b>
        {p.text}
      </p>
      {p.materialTitle && <p class="meta">{t.about + p.materialTitle}</p>}
      {p.answer && <p class="answer">{p.answer}</p>}
      <dl class="meta">
        <Fact name={t.answerOffice}>{p.office}</Fact>
        <Fact name={t.rejectedReason}>{p.reason}</Fact>
      </dl>
      {children}
    </section>
  );
}

/** Public statistics: 收到, 已答复, 答复用时中位数. */
export function StatisticsView({ statistics: s }: { statistics: Statistics }): VNode {
  const figures: [string, number, string][] = [
    [t.statReceived, s.received, t.unitPieces],
    [t.statAnswered, s.answered, t.unitPieces],
  ];
  if (s.medianDays !== undefined) figures.push([t.statMedian, s.medianDays, t.unitDays]);
  return (
    <dl class="figures">
      {figures.map(([name, value, unit]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong> {unit}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export interface AnsweredProps {
  items: PublicFeedback[];
  statistics?: Statistics | undefined;
  materialHref: (id: string) => { href: string };
  /** The next page. */
  more?: ComponentChildren;
}

/** Answered feedback of the whole column with its figures. */
export function AnsweredView(p: AnsweredProps): VNode {
  return (
    <>
      {p.statistics && <StatisticsView statistics={p.statistics} />}
      {p.items.length ? <Answers items={p.items} materialHref={p.materialHref} /> : <p class="note">{t.noAnswers}</p>}
      {p.more}
    </>
  );
}
