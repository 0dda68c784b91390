import type { ComponentChildren, VNode } from "preact";
import type { PublicFeedback } from "../../functions/feedback/contract.ts";
import type { MaterialPage } from "../../functions/materials/contract.ts";
import { day, fileSize, minute } from "../core/format.ts";
import { Answers, Fact } from "../core/view-answers.tsx";
import type { Attrs, Nav } from "../core/nav.ts";
import { richText, safeLink } from "../core/rich-text.ts";
import * as t from "../core/texts.ts";

export interface DetailProps {
  /** h1 where the material is the whole page. */
  title?: "h1" | "h2";
  page: MaterialPage;
  answers: PublicFeedback[];
  nav: Nav;
  back: Attrs;
  /** Put before the `/api/…` addresses; "" on our own origin. */
  base: string;
  /** Spread on every download link: counts it. */
  onDownload?: () => void;
  /**
   * Whether the page stands in an app's browser, which saves no files. A plain page does not know who reads it, since it is cached: there
   * the guide is shown on devices that are touched.
   */
  inApp?: boolean;
  onPrint?: () => void;
  onCopy?: () => void;
  /** After copying: that it is done, or the address to copy by hand. */
  copyNote?: ComponentChildren;
  /** The form for this material. */
  children?: ComponentChildren;
}

/** Earlier texts are plain pages of their own: they are read rarely, printed and quoted. */
function Editions({ page, base }: DetailProps): VNode | null {
  if (page.editions.length < 2) return null;
  return (
    <section>
      <h3>{t.editions}</h3>
      <ul class="lines">
        {page.editions.map((edition) => (
          <li key={edition.edition}>
            {t.editionOf(edition.edition)} <span class="meta">{minute(edition.publishedAt)}</span>{" "}
            {edition.edition === page.edition ? (
              <>
                {edition.title}
                <b class="must">{t.currentEdition}</b>
              </>
            ) : (
              <a href={base + "/column/" + page.id + "/editions/" + edition.edition}>{edition.title}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attachments(p: DetailProps): VNode | null {
  if (!p.page.attachments.length) return null;
  return (
    <section>
      <h3>{t.attachments}</h3>
      <ul class="lines">
        {p.page.attachments.map((file) => (
          <li key={file.id}>
            <a href={p.base + file.url} download={p.inApp === false ? file.fileName : undefined} onClick={p.onDownload}>
              {file.fileName}
            </a>{" "}
            <span class="meta">{fileSize(file.bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Questions({ page }: { page: MaterialPage }): VNode | null {
  if (!page.questions.length) return null;
  return (
    <section>
      <h3>{t.questions}</h3>
      <ol class="questions">
        {page.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ol>
    </section>
  );
}

/** A material as a page: the same in the browser and on the plain page. */
export function DetailView(p: DetailProps): VNode {
  const { page, nav, title: Title = "h2" } = p;
  const reprint = page.link !== "" && page.body === "";
  return (
    <article part="article">
      <p class="back">
        <a {...p.back}>{t.back}</a>
      </p>
      <Title part="title" class="title" tabindex={-1}>
        {page.title}
        {page.requiredReading && <b class="must">{t.required}</b>}
      </Title>
      <dl class="meta facts">
        <Fact name={t.publishedAt}>{minute(page.publishedAt)}</Fact>
        <Fact name={t.documentDate}>{page.documentDate}</Fact>
        <Fact name={t.categoryName}>{page.category}</Fact>
        <Fact name={t.ties}>{page.ties.join("、")}</Fact>
        <Fact name={t.authorName}>{page.author}</Fact>
        <Fact name={t.sourceName}>{page.source}</Fact>
        <Fact name={t.characters}>{page.characters ? String(page.characters) : ""}</Fact>
        <Fact name={t.views}>{page.counts.views ? String(page.counts.views) : ""}</Fact>
      </dl>
      {reprint ? (
        <p class="note">
          {t.reprintOnly}{" "}
          {safeLink(page.link) && (
            <a href={page.link} rel="noopener nofollow" target="_blank">
              {t.readOriginal}
            </a>
          )}
        </p>
      ) : (
        richText(page.body, p.base)
      )}
      <Questions page={page} />
      <Attachments {...p} />
      {p.inApp !== false && <p class={p.inApp ? "note" : "note touch"}>{t.openOutside}</p>}
      <div class="deeds">
        <a class="main" href={p.base + page.packageUrl} onClick={p.onDownload}>
          {t.packageDownload}
        </a>
        {p.onPrint && (
          <button type="button" class="plain" onClick={p.onPrint}>
            {t.print}
          </button>
        )}
        {p.onCopy && (
          <button type="button" class="plain" onClick={p.onCopy}>
            {t.copyLink}
          </button>
        )}
        {!reprint && <small>{t.packageHint}</small>}
        <div role="status">{p.copyNote}</div>
      </div>
      <Editions {...p} />
      {p.answers.length > 0 && (
        <section>
          <h3>{t.answered}</h3>
          <Answers items={p.answers} />
        </section>
      )}
      {page.related.length > 0 && (
        <section class="related">
          <h3>{t.related}</h3>
          <ul class="lines">
            {page.related.map((card) => (
              <li key={card.id}>
                <a {...nav.material(card.id)}>{card.title}</a> <time class="meta">{day(card.publishedAt)}</time>
              </li>
            ))}
          </ul>
        </section>
      )}
      {p.children}
    </article>
  );
}
