import type { ComponentChild } from "preact";
import type { ProgressList } from "../../functions/progress/contract.ts";
import { call, recall, remember } from "../core/api.ts";
import type { Problem } from "../core/api.ts";
import { define } from "../core/shared.ts";
import * as t from "../core/texts.ts";
import { Widget } from "../core/widget.ts";
import { ProgressView } from "./view.tsx";
import css from "./progress.css?inline";

interface State {
  list?: ProgressList | null | undefined;
  /** The line is down; what is shown, if anything, is the last good copy. */
  away?: boolean;
}

/** `<gxjt-progress>`: projects whose progress was signed for the public. `limit`: so many at the most. */
export class Progress extends Widget<State> {
  css(): string {
    return css;
  }

  start(): void {
    this.state = {};
    void this.load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("online", this);
  }

  disconnectedCallback(): void {
    removeEventListener("online", this);
  }

  /** The line is there again. */
  handleEvent(): void {
    if (this.state.away) void this.load();
  }

  override update(): void {
    super.update();
    if (this.state) void this.load();
  }

  async load(): Promise<void> {
    const path = this.base + "/api/progress";
    let text;
    let away = false;
    // Asked before anything is drawn, which takes its time on an old machine.
    const answer = call(path, "items");
    this.set({});
    try {
      remember("localStorage", path, (text = await answer));
    } catch (problem) {
      away = true;
      text = recall("localStorage", path);
      this.emit("error", { code: (problem as Problem).code });
    }
    this.set({ away, list: JSON.parse(text || "null") as ProgressList | null });
    // The height is that of what is there: nothing more will come.
    this.root.style.minHeight = "";
    this.emit("ready");
  }

  view(): ComponentChild {
    const { list, away } = this.state;
    const most = Number(this.getAttribute("limit")) || 200;
    const notice = away && (
      <>
        {t.listAway}
        {list && t.lastCopy} <a href={this.base + "/column/progress"}>{t.openColumn}</a>
      </>
    );
    return (
      <ProgressView
        heading={this.getAttribute("heading") || t.progressName}
        list={list && { items: list.items.slice(0, most) }}
        notice={notice}
      />
    );
  }
}

define("progress", Progress);
