/* oxlint-disable react/jsx-key -- these rows hold no state and never change places; a key would only cost bytes */
import type { ComponentChildren, VNode } from "preact";
import type { MaterialList, MaterialListItem, SnippetPiece } from "../../functions/materials/contract.ts";
import type { Attrs, Nav, Query } from "../core/nav.ts";
import * as t from "../core/texts.ts";
import { day } from "../core/format.ts";

// The names of functions/settings/contract.ts, which is too heavy for a public bundle because of valibot. A test compares them.
export const ties = "中心工作 存在的问题 自身的业务".split(" ");
/** Stand in the list's place until it says its own, so that nothing moves when it comes. */
export const usualCategories = "新理论 新知识 新技能 讲课稿 领导讲话 评论文章 专题辅导 调研文章 制度规范".split(" ");

export interface ListProps {
  heading: string;
  query: Query;
  nav: Nav;
  /** Absent while loading: a skeleton of `rows` rows is shown. */
  list?: MaterialList | null | undefined;
  rows: number;
  previous?: Attrs | undefined;
  /** Without script there is no way back but to the first page. */
  previousText?: string;
  next?: Attrs | undefined;
  /** Why the list is old or missing. */
  notice?: ComponentChildren;
  /** Only with script: search without leaving the page, 大字, choosing several. */
  onSearch?: (event: SubmitEvent) => void;
  onLarge?: () => void;
  large?: boolean;
  chosen?: string[];
  onChoose?: (id: string) => void;
  /** Address of one package of all chosen materials. */
  packageHref?: string;
  /** The page stands in an app's browser, which saves no files. */
  inApp?: boolean;
}

function Pieces({ pieces }: { pieces: SnippetPiece[] }): VNode {
  return <>{pieces.map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>;
}

function Filter(props: { label: string; name: "category" | "tag"; values: string[]; query: Query; nav: Nav }): VNode {
  const { name, query } = props;
  return (
    <nav part="filter" class={name} aria-label={props.label}>
      {name === "tag" && t.ties + "："}
      {["", ...props.values].map((value) => (
        <a {...props.nav.list({ ...query, cursor: "", [name]: value })} aria-current={(query[name] || "") === value ? "true" : undefined}>
          {value || t.all}
        </a>
      ))}
    </nav>
  );
}

function Row({ item, ...p }: ListProps & { item: MaterialListItem }): VNode {
  return (
    <li part="item" key={item.id}>
      <h3 part="title">
        <a {...p.nav.material(item.id)}>{item.titlePieces ? <Pieces pieces={item.titlePieces} /> : item.title}</a>
        {item.requiredReading && <b class="must">{t.required}</b>}
      </h3>
      <p class="sum">{item.snippet ? <Pieces pieces={item.snippet} /> : item.summary}</p>
      <p class="meta">
        <time datetime={item.publishedAt}>{day(item.publishedAt)}</time>
        <span>{item.category}</span>
        {item.source && <span>{t.source + item.source}</span>}
        {item.attachments > 0 && <span>{t.attachments + " " + item.attachments}</span>}
        {item.counts.views > 0 && <span>{t.views + " " + item.counts.views}</span>}
        {p.onChoose && (
          <label>
            <input
              type="checkbox"
              checked={p.chosen!.includes(item.id)}
              aria-label={t.pick + item.title}
              onChange={() => p.onChoose!(item.id)}
            />{" "}
            {t.pick}
          </label>
        )}
      </p>
    </li>
  );
}

function Empty({ query, nav }: ListProps): VNode {
  return (
    <p class="note">
      {query.q ? t.nothingFound : t.nothingHere} <a {...nav.list({})}>{t.seeAll}</a>
    </p>
  );
}

/** The list of materials: head, filters, rows, paging. The same in the browser and on the plain page. */
export function ListView(p: ListProps): VNode {
  const { list, query, nav } = p;
  return (
    <>
      <div class="top">
        <h2 part="heading">{p.heading}</h2>
        {p.onLarge && (
          <button class="plain" type="button" aria-pressed={p.large} onClick={p.onLarge}>
            {t.large}
          </button>
        )}
        <form part="search" role="search" action={nav.list({}).href} onSubmit={p.onSearch}>
          <input type="search" name="q" value={query.q || ""} maxlength={64} aria-label={t.searchHint} placeholder={t.searchHint} />
          {query.category && <input type="hidden" name="category" value={query.category} />}
          <button>{t.search}</button>
        </form>
      </div>
      <Filter label={t.categoryName} name="category" values={list ? list.categories : usualCategories} query={query} nav={nav} />
      <Filter label={t.ties} name="tag" values={ties} query={query} nav={nav} />
      <div role="status">
        {p.notice && (
          <p part="notice" class="note">
            {p.notice}
          </p>
        )}
        {list && !list.items[0] && <Empty {...p} />}
        {list && query.q && list.items[0] && <p class="meta">{t.found + list.items.length + t.pieces + (list.cursor ? t.orMore : "")}</p>}
      </div>
      <ul part="list" aria-busy={!list}>
        {list ? list.items.map((item) => <Row {...p} item={item} />) : Array.from({ length: p.rows }, () => <li class="wait" />)}
      </ul>
      <div part="pager" class={p.chosen?.[0] ? "foot held" : "foot"}>
        {p.previous && <a {...p.previous}>{p.previousText || t.previous}</a>}
        {p.next && <a {...p.next}>{t.next}</a>}
        {p.chosen?.[0] && (
          <span class="bag">
            {t.chosen} {p.chosen.length} {t.pieces}
            <a href={p.packageHref}>{t.packageDownload}</a> {p.inApp && t.openOutside}
          </span>
        )}
      </div>
    </>
  );
}
