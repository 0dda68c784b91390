// The plain pages: the widgets' own views as whole documents, for hosts that strip scripts, for search engines, for print.
import type { MaterialEdition, MaterialList, MaterialPage } from "../materials/contract.ts";
import type { ProgressList } from "../progress/contract.ts";
import type { PublicFeedback } from "../feedback/contract.ts";
import { ListView } from "../../widgets/materials/view-list.tsx";
import { DetailView } from "../../widgets/materials/view-detail.tsx";
import { ProgressView } from "../../widgets/progress/view.tsx";
import { plainNav } from "../../widgets/core/nav.ts";
import type { Query } from "../../widgets/core/nav.ts";
import { minute } from "../../widgets/core/format.ts";
import { richText } from "../../widgets/core/rich-text.ts";
import * as t from "../../widgets/core/texts.ts";
import { Fact } from "../../widgets/core/view-answers.tsx";
import { renderDocument } from "./document.tsx";
import type { Site } from "./document.tsx";

export type { Site } from "./document.tsx";
export { renderAnswersPage, renderFeedbackPage, renderProgressPage, renderReceiptPage, renderWithdrawnPage } from "./feedback-pages.tsx";
export type { PlainFormProps } from "./feedback-pages.tsx";

const nav = plainNav("");

/** GET /column/ : the list for a query, as the public API gives it. */
export function renderListPage(p: { site: Site; list: MaterialList; query: Query }): string {
  const { list, query } = p;
  const about = [query.q, query.category, query.tag].filter(Boolean).join(" · ");
  // Only what is no search result and no later page is worth finding by search engines.
  const path = query.q || query.cursor || query.tag ? undefined : nav.list({ category: query.category }).href;
  return renderDocument(
    p.site,
    { title: about ? `${about} - ${t.columnName}` : t.columnName, description: t.columnDescription, ...(path !== undefined && { path }) },
    <>
      <h1 class="unseen">{t.columnName}</h1>
      <ListView
        heading={query.q ? t.searchResults : query.category || t.allMaterials}
        query={query}
        nav={nav}
        list={list}
        rows={0}
        previous={query.cursor ? nav.list({ ...query, cursor: undefined }) : undefined}
        previousText={t.firstPage}
        next={list.cursor ? nav.list({ ...query, cursor: list.cursor }) : undefined}
      />
    </>,
  );
}

/** GET /column/{id} : a material with its answered feedback. The form has a page of its own: its token serves once, this page is cached. */
export function renderMaterialPage(p: { site: Site; page: MaterialPage; answers: PublicFeedback[] }): string {
  const { page, site } = p;
  const path = nav.material(page.id).href;
  const data = {
    "@context": "https://schema.org",
    "@type": "Article",
    headline: page.title,
    description: page.summary,
    datePublished: page.publishedAt,
    ...(page.documentDate && { dateCreated: page.documentDate }),
    ...(page.author && { author: { "@type": "Organization", name: page.author } }),
    articleSection: page.category,
    inLanguage: "zh-CN",
    mainEntityOfPage: site.origin + path,
    ...(page.link && { isBasedOn: page.link }),
  };
  return renderDocument(
    site,
    { title: `${page.title} - ${t.columnName}`, description: page.summary || page.title, path, kind: "article", data },
    <DetailView title="h1" page={page} answers={p.answers} nav={nav} back={nav.list({})} base="">
      <p class="foot">
        <a href={"/column/feedback?material=" + encodeURIComponent(page.id)}>{t.feedbackName}</a>
      </p>
    </DetailView>,
  );
}

/** GET /column/{id}/editions/{n} : an earlier text of a regulation, with the way to the one in force. */
export function renderEditionPage(p: { site: Site; edition: MaterialEdition; current: string }): string {
  const { edition } = p;
  const title = `${edition.title}（${t.editionOf(edition.edition)}）`;
  return renderDocument(
    p.site,
    { title: `${title} - ${t.columnName}`, description: title },
    <article>
      <h1 class="title">{title}</h1>
      <p class="note">
        {t.earlierEdition}
        <a {...nav.material(edition.id)}>{p.current}</a>
      </p>
      <dl class="meta facts">
        <Fact name={t.publishedAt}>{minute(edition.publishedAt)}</Fact>
      </dl>
      {richText(edition.body, "")}
    </article>,
  );
}

/** GET /column/progress : the projects whose progress is public. */
export function renderWorkPage(p: { site: Site; list: ProgressList }): string {
  return renderDocument(
    p.site,
    { title: `${t.progressName} - ${t.columnName}`, description: t.progressName, path: "/column/progress" },
    <>
      <h1 class="unseen">{t.progressName}</h1>
      <ProgressView heading={t.progressName} list={p.list} />
    </>,
  );
}

/** A page that only says something: not found, too many requests, storage away. `code` is a problem code. */
export function renderProblemPage(p: { site: Site; code: string; wait?: number }): string {
  const sentence = p.code === "not-found" ? t.withdrawnMaterial : t.problemText(p);
  return renderDocument(
    p.site,
    { title: `${sentence} - ${t.columnName}`, description: sentence },
    <>
      <h1>{p.code === "not-found" ? t.pageMissing : t.columnName}</h1>
      <p class="note">
        {sentence} <a href="/column/">{t.seeAll}</a>
      </p>
    </>,
  );
}
