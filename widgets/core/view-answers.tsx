import type { VNode } from "preact";
import type { PublicFeedback } from "../../functions/feedback/contract.ts";
import { minute } from "./format.ts";
import * as t from "./texts.ts";

/** One term and what it says; nothing when there is nothing to say. */
export function Fact({ name, children }: { name: string; children: string | undefined }): VNode | null {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Answered feedback as 国办发〔2017〕47号 wants it shown: 受理时间, 答复时间, 答复部门, 内容. */
export function Answers(p: { items: PublicFeedback[]; materialHref?: (id: string) => { href: string } }): VNode {
  return (
    <ol class="answers">
      {p.items.map((item) => (
        <li key={item.id}>
          <p class="asked">
            <b>{item.kind}</b>
            {item.text}
          </p>
          <p class="meta">
            <span>{item.from}</span>
            <time datetime={item.receivedAt}>{minute(item.receivedAt)}</time>
            {item.material && item.materialTitle && p.materialHref && (
              <a {...p.materialHref(item.material)}>{t.about + item.materialTitle}</a>
            )}
          </p>
          <p class="answer">{item.answer}</p>
          <dl class="meta">
            <Fact name={t.answerOffice}>{item.office}</Fact>
            <Fact name={t.acceptedTime}>{minute(item.acceptedAt)}</Fact>
            <Fact name={t.answeredTime}>{minute(item.answeredAt)}</Fact>
          </dl>
        </li>
      ))}
    </ol>
  );
}
