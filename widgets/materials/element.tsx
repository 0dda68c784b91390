import type { ComponentChild } from "preact";
import type { MaterialList } from "../../functions/materials/contract.ts";
import type * as DetailChunk from "./detail.tsx";
import { call, recall, remember } from "../core/api.ts";
import type { Problem } from "../core/api.ts";
import { inApp } from "../core/in-app.ts";
import { json } from "../core/json.ts";
import { listHref, materialHref, taken } from "../core/nav.ts";
import type { Attrs, Nav, Query } from "../core/nav.ts";
import { define, shared } from "../core/shared.ts";
import * as t from "../core/texts.ts";
import { Widget } from "../core/widget.ts";
import { ListView } from "./view-list.tsx";
import css from "./list.css?inline";

interface State {
  query: Query;
  list?: MaterialList | null | undefined;
  /** Queries of the pages before this one. */
  trail: Query[];
  chosen: string[];
  /** The line is down; what is shown, if anything, is the last good copy. */
  away?: boolean;
  /** Draws the opened material in place of the list. */
  detail?: (() => ComponentChild) | undefined;
}

const moments = ["hashchange", "pageshow", "online"];

/** `<gxjt-materials>`: the list; an opened material is drawn by a chunk of its own. */
export class Materials extends Widget<State> {
  declare nav: Nav;
  /** Number of the latest question, so that a late answer to an earlier one is dropped. */
  declare turn: number;

  css(): string {
    return css;
  }

  start(): void {
    this.turn = 0;
    this.root.tabIndex = -1;
    this.nav = {
      list: (query) => this.to(query),
      material: (id) => ({ href: materialHref(this.base, id), onClick: (event) => void (taken(event) && this.show(id)) }),
    };
    this.state = { query: this.first(), trail: [], chosen: [] };
    void this.load();
    this.follow();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const name of moments) addEventListener(name, this);
  }

  disconnectedCallback(): void {
    for (const name of moments) removeEventListener(name, this);
  }

  handleEvent({ type }: Event): void {
    if (type === "hashchange") this.follow();
    // The line is there again, or the page, whose requests ended when it was left.
    else if (this.state.away) void this.load(true);
  }

  /** Until some list on the page has opened a material, the first one answers for a shared address; then the chunk does. */
  follow(): void {
    const [, id] = location.hash.split("#gxjt=");
    if (id && !shared.owner?.isConnected && document.querySelector("gxjt-materials") === this) void this.show(id);
  }

  first(): Query {
    return { category: this.getAttribute("category") || "" };
  }

  /** Lines a page, 0 for the usual number. Digits alone, since editors make curly quotes of straight ones; and no more than the API gives. */
  limit(): number {
    return Math.min(50, +`${this.getAttribute("limit")}`.replace(/\D/g, ""));
  }

  override update(): void {
    super.update();
    if (this.state) this.go(this.first(), []);
  }

  /** A link to a page of the list; `trail` are the pages before it. */
  to(query: Query, trail: Query[] = []): Attrs {
    const onClick = (event: MouseEvent): void => {
      if (!taken(event)) return;
      this.go(query, trail);
      // Turning a page leads back to its top, for the eye and for the keyboard.
      this.root.scrollIntoView();
      this.root.focus({ preventScroll: true });
    };
    return { href: listHref(this.base + "/column/", query), onClick };
  }

  go(query: Query, trail: Query[]): void {
    // From here on the person moves the page, so the reserved height has done its work.
    this.root.style.minHeight = "";
    this.set({ query, trail });
    void this.load();
  }

  /** @param again what is shown, an old copy, stays until the answer is there: somebody may be in the middle of it */
  async load(again?: boolean): Promise<void> {
    const { query } = this.state;
    const turn = ++this.turn;
    const path = listHref(this.base + "/api/materials", {
      ...query,
      limit: this.limit(),
    });
    let text;
    let away = false;
    // Asked before anything is drawn, which takes its time on an old machine.
    const answer = call(path, "items");
    if (!again) this.set({ list: undefined });
    try {
      text = await answer;
      // What everybody sees first is kept for a day without a line.
      if (!query.cursor && !query.q) remember("localStorage", path, text);
    } catch (problem) {
      away = true;
      text = recall("localStorage", path);
      this.emit("error", { code: (problem as Problem).code });
    }
    if (turn !== this.turn) return;
    this.set({ away, list: json.parse(text || "null") as MaterialList });
    this.emit("ready", { ...query, cursor: undefined });
  }

  /** The 大字 button: for every widget on the page, and remembered for the next visit. */
  toggleSize(): void {
    const size = this.size === "large" ? "normal" : "large";
    remember("localStorage", "size", size);
    for (const widget of document.querySelectorAll<Partial<Materials> & Element>("gxjt-materials,gxjt-feedback,gxjt-progress"))
      widget.grow?.(size);
    this.set({});
  }

  /** Opens a material; without its chunk the plain page does. */
  async show(id: string): Promise<void> {
    try {
      const chunk = (await import(/* @vite-ignore */ __GXJT_DETAIL__)) as typeof DetailChunk;
      await chunk.open(this, id);
    } catch {
      location.assign(materialHref(this.base, id));
    }
  }

  view(): ComponentChild {
    const { query, list, trail, chosen, away, detail } = this.state;
    if (detail) return detail();
    const last = trail[trail.length - 1];
    const notice = away && (
      <>
        {t.listAway}
        {list && t.lastCopy} <a {...this.to({ ...query, cursor: "" })}>{t.retry}</a> <a href={this.base + "/column/"}>{t.openColumn}</a>
      </>
    );
    return (
      <ListView
        heading={this.getAttribute("heading") || t.columnName}
        query={query}
        nav={this.nav}
        list={list}
        rows={away ? 0 : this.limit() || 5}
        previous={last && this.to(last, trail.slice(0, -1))}
        next={list?.cursor ? this.to({ ...query, cursor: list.cursor }, [...trail, query]) : undefined}
        notice={notice}
        onSearch={(event) => {
          event.preventDefault();
          this.go({ ...query, q: (event.currentTarget as HTMLFormElement).q.value, cursor: "" }, []);
        }}
        large={this.size === "large"}
        onLarge={() => this.toggleSize()}
        chosen={chosen}
        onChoose={(id) => this.set({ chosen: chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id] })}
        inApp={inApp()}
        packageHref={this.base + "/api/packages.zip?ids=" + chosen.join()}
      />
    );
  }
}

define("materials", Materials);
