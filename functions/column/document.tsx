import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import * as t from "../../widgets/core/texts.ts";

/** What every plain page needs to know of the place where it is served. */
export interface Site {
  /** `https://column.example.gov.cn`, without a slash at the end: for canonical addresses. */
  origin: string;
  /** Address of the style sheet that infra/build-widgets.ts has written: `/embed/column-<hash>.css`. */
  stylesheet: string;
  /** Address of the sheet with the settings' accent colour, where that is not the usual one. */
  theme?: string;
  /** Says 演示数据 on every page. */
  demo?: boolean;
}

export interface PageHead {
  title: string;
  description: string;
  /** Path of the page's one true address; without it search engines are told to leave the page alone. */
  path?: string;
  kind?: "website" | "article";
  /** Structured data (schema.org). */
  data?: object;
}

/**
 * JSON that may stand inside a `<script>` of HTML: nothing in it can close the element or open a comment, and the line
 * separators that are no line ends in JSON but are in JavaScript are escaped, too.
 */
export function jsonForHtml(value: object): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (letter) => "\\u" + letter.charCodeAt(0).toString(16).padStart(4, "0"));
}

function Head({ site, head }: { site: Site; head: PageHead }): VNode {
  const { title, description, path } = head;
  return (
    <>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{title}</title>
      <meta name="description" content={description} />
      {path === undefined ? <meta name="robots" content="noindex" /> : <link rel="canonical" href={site.origin + path} />}
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:type" content={head.kind ?? "website"} />
      <meta property="og:site_name" content={t.columnName} />
      <meta property="og:locale" content="zh_CN" />
      {path !== undefined && <meta property="og:url" content={site.origin + path} />}
      <link rel="alternate" type="application/atom+xml" title={t.columnName} href="/feed.xml" />
      <link rel="stylesheet" href={site.stylesheet} />
      {site.theme !== undefined && <link rel="stylesheet" href={site.theme} />}
    </>
  );
}

const places = [
  ["/column/", t.materials],
  ["/column/progress", t.progressName],
  ["/column/feedback", t.feedbackName],
  ["/column/receipt", t.track],
  ["/column/answers", t.answered],
  ["/feed.xml", t.feed],
] as const;

/** The frame of every plain page, as a whole HTML document. No script, no inline style. */
export function renderDocument(site: Site, head: PageHead, content: ComponentChildren): string {
  const page = (
    <div class="r page">
      <a class="skip" href="#main">
        {t.skip}
      </a>
      <header>
        <a class="brand" href="/column/">
          {t.columnName}
        </a>
        {site.demo && <span class="must">{t.demo}</span>}
        <nav aria-label={t.columnName}>
          {places.map(([href, name]) => (
            <a key={href} href={href} aria-current={href === head.path ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main id="main">{content}</main>
    </div>
  );
  const data = head.data ? `<script type="application/ld+json">${jsonForHtml(head.data)}</script>` : "";
  return `<!DOCTYPE html>\n<html lang="zh-CN"><head>${renderToString(<Head site={site} head={head} />)}${data}</head><body>${renderToString(page)}</body></html>\n`;
}
