import { render } from "preact";
import type { ComponentChild } from "preact";
import { recall } from "./api.ts";
import { calm } from "./calm.ts";
import { giveBack } from "./host-content.ts";
import { shared } from "./shared.ts";
import { restoreTexts } from "./translated.ts";
import baseCss from "./base.css?inline";

/** What both elements share: shadow root, styles, state, large print. `S` is the whole state of the element. */
export abstract class Widget<S extends object> extends HTMLElement {
  declare root: HTMLElement;
  declare base: string;
  declare state: S;
  declare size: string | null | undefined;

  /** Style sheet of this element, after the common one. */
  abstract css(): string;
  /** Called once, when everything but the state is there. */
  abstract start(): void;
  abstract view(): ComponentChild;

  connectedCallback(): void {
    if (this.root) return;
    giveBack(this, shared.base);
    const root = (this.root = document.createElement("div"));
    // Host pages often name no language; without it Chinese may come in Japanese letter forms.
    root.lang = "zh-CN";
    // The height that the loader has reserved, until the person does something: nothing on the page may jump.
    root.style.minHeight = this.style.minHeight;
    calm(root);
    this.attachShadow({ mode: "open" }).append(root);
    this.addCss(baseCss + this.css());
    this.update();
    this.start();
  }

  /** Reads the attributes: at the start, and whenever the page says that it has changed them. */
  update(): void {
    this.base = (this.getAttribute("api") || shared.base).replace(/\/+$/, "");
    this.size = undefined;
  }

  /** Tells the host's page. Nothing that a visitor has written, no 查询码. */
  emit(name: "ready" | "open" | "close" | "sent" | "error", detail?: object): void {
    this.dispatchEvent(new CustomEvent("gxjt:" + name, { bubbles: true, composed: true, detail }));
  }

  /** Constructed style sheets are exempt from the host's style-src; older browsers get a style element. */
  addCss(css: string): void {
    const shadow = this.shadowRoot!;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement("style");
      style.textContent = css;
      shadow.append(style);
    }
  }

  set(patch: Partial<S>): void {
    Object.assign(this.state, patch);
    // Not before: the first look into the storage waits for the disk, and what was asked of the API is on its way by then.
    if (this.size === undefined) this.grow(recall("localStorage", "size") || this.getAttribute("size"));
    restoreTexts(this.root);
    render(this.view(), this.root);
  }

  /** Sets the size of the letters: "large", or anything else for the usual one. */
  grow(size: string | null): void {
    this.root.className = "r " + (this.size = size);
  }
}
