import type { VNode } from "preact";
import type { FeedbackProgress, FormToken, PublicFeedbackList, Statistics } from "../feedback/contract.ts";
import { emptyForm, FormView } from "../../widgets/feedback/view-form.tsx";
import type { FormValues } from "../../widgets/feedback/view-form.tsx";
import { AnsweredView, ProgressView, TrackView } from "../../widgets/feedback/view-progress.tsx";
import { materialHref } from "../../widgets/core/nav.ts";
import * as t from "../../widgets/core/texts.ts";
import { renderDocument } from "./document.tsx";
import type { Site } from "./document.tsx";

/** The plain form. After a refusal: what was typed, and why it was refused (problem code, wrong fields, Retry-After). */
export interface PlainFormProps {
  token: FormToken;
  /** Id of the material in question. */
  material?: string;
  values?: Partial<FormValues>;
  problem?: { code: string; errors?: { field: string; code: string }[]; wait?: number };
}

/** Posts to /column/feedback, urlencoded: kind, unit, text, name, contact, consent ("true"), website, formToken, material. */
export function PlainForm(p: PlainFormProps): VNode {
  const { problem } = p;
  const errors: Record<string, string> = {};
  for (const { field } of problem?.errors ?? []) errors[field] = field === "text" ? t.textMissing : t.fieldWrong;
  if (problem?.code === "consent-required") errors.consent = t.consentMissing;
  return (
    <FormView
      values={{ ...emptyForm, ...p.values }}
      errors={errors}
      units={p.token.units}
      message={problem && t.problemText(problem)}
      action="/column/feedback"
      hidden={
        <>
          <input type="hidden" name="formToken" value={p.token.formToken} />
          {p.material && <input type="hidden" name="material" value={p.material} />}
        </>
      }
    />
  );
}

/** GET /column/feedback, and the answer to a POST that was refused. */
export function renderFeedbackPage(p: { site: Site; form: PlainFormProps }): string {
  return renderDocument(
    p.site,
    { title: `${t.feedbackName} - ${t.columnName}`, description: t.contentHint, path: "/column/feedback" },
    <>
      <h1>{t.feedbackName}</h1>
      <p class="intro">{t.feedbackIntro}</p>
      <PlainForm {...p.form} />
    </>,
  );
}

/** The answer to a POST that was taken: the 查询码. */
export function renderReceiptPage(p: { site: Site; code: string }): string {
  return renderDocument(
    p.site,
    { title: `${t.thanks} - ${t.columnName}`, description: t.receiptHint },
    <div class="thanks" role="status">
      <h1>{t.thanks}</h1>
      <p class="meta">{t.receiptCode}</p>
      <p class="code">{p.code}</p>
      <p>{t.receiptHint}</p>
    </div>,
  );
}

/**
 * GET and POST /column/receipt : asks for a 查询码, or shows what is seen under it.
 * 撤回 posts `code` with `do=ask` (then render with `asking`), and `do=withdraw` once confirmed.
 */
export function renderProgressPage(p: {
  site: Site;
  code?: string;
  progress?: FeedbackProgress;
  asking?: boolean;
  /** Problem code of a code that gave nothing. */
  problem?: { code: string; wait?: number };
}): string {
  const { code = "", progress, problem } = p;
  const button = (act: string, label: string, plain?: boolean): VNode => (
    <form class="sure" method="post" action="/column/receipt">
      <input type="hidden" name="code" value={code} />
      <button name="do" value={act} class={plain ? "plain" : ""}>
        {label}
      </button>
    </form>
  );
  const error =
    problem && (problem.code === "not-found" ? t.codeUnknown : problem.code === "invalid-body" ? t.codeMissing : t.problemText(problem));
  return renderDocument(
    p.site,
    { title: `${t.trackTitle} - ${t.columnName}`, description: t.trackHint, path: "/column/receipt" },
    <>
      <h1>{t.trackTitle}</h1>
      <TrackView code={code} error={error} action="/column/receipt" />
      {progress && (
        <ProgressView progress={progress}>
          {progress.state === "withdrawn" ? null : p.asking ? (
            <>
              <p class="note">{t.withdrawAsk}</p>
              {button("withdraw", t.withdrawYes)}
              {button("show", t.withdrawNo, true)}
            </>
          ) : (
            button("ask", t.withdraw, true)
          )}
        </ProgressView>
      )}
    </>,
  );
}

/** After 撤回并删除. */
export function renderWithdrawnPage(p: { site: Site }): string {
  return renderDocument(
    p.site,
    { title: `${t.withdrawn} - ${t.columnName}`, description: t.withdrawn },
    <>
      <h1>{t.trackTitle}</h1>
      <p class="note" role="status">
        {t.withdrawn}
      </p>
    </>,
  );
}

/** GET /column/answers : answered feedback of the column, with the public figures. */
export function renderAnswersPage(p: { site: Site; answers: PublicFeedbackList; statistics: Statistics; cursor?: string }): string {
  return renderDocument(
    p.site,
    { title: `${t.answered} - ${t.columnName}`, description: t.answered, ...(p.cursor === undefined && { path: "/column/answers" }) },
    <>
      <h1>{t.answered}</h1>
      <AnsweredView
        items={p.answers.items}
        statistics={p.statistics}
        materialHref={(id) => ({ href: materialHref("", id) })}
        more={
          p.answers.cursor && (
            <p class="foot">
              <a href={"/column/answers?cursor=" + encodeURIComponent(p.answers.cursor)}>{t.next}</a>
            </p>
          )
        }
      />
    </>,
  );
}
