import { giveBack } from "../core/host-content.ts";
import { shared } from "../core/shared-lookup.ts";
import { isHeight } from "../core/frame-messages.ts";
import css from "./admin.css?inline";

/** How long the frame may take before the button is all there is. */
const PATIENCE = 10_000;

/**
 * The way from a portal's page to the workbench. A password is never typed into a foreign page: on an HTTPS portal the workbench
 * stands here in a frame of our own origin; wherever that cannot be (plain HTTP, a refused frame, a browser that keeps no cookie in
 * it) the button opens it as a page of its own.
 */
class Admin extends HTMLElement {
  declare frame: HTMLIFrameElement | undefined;
  declare hello: number;
  declare page: string;

  connectedCallback(): void {
    this.page = (this.getAttribute("api") || shared.base).replace(/\/+$/, "") + "/staff/";
    if (!this.shadowRoot) this.draw();
    if (location.protocol === "https:" && this.page.startsWith("https:")) this.open();
  }

  disconnectedCallback(): void {
    this.close();
  }

  draw(): void {
    giveBack(this, shared.base);
    const style = document.createElement("style");
    const link = document.createElement("a");
    link.lang = "zh-CN";
    link.href = this.page;
    link.target = "_blank";
    link.rel = "noopener";
    const shadow = this.attachShadow({ mode: "open" });
    shadow.append(link);
    this.name("打开工作台", "");
    try {
      // Exempt from the host's style-src; older browsers get a style element.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [sheet];
    } catch {
      style.textContent = css;
      shadow.append(style);
    }
  }

  /** The link as a button, or small above the frame. */
  name(words: string, kind: string): void {
    const link = this.shadowRoot!.firstElementChild!;
    link.textContent = words;
    link.className = kind;
  }

  /** Loads the frame out of sight; it is shown when it has answered. */
  open(): void {
    const frame = (this.frame = document.createElement("iframe"));
    frame.title = "干训讲堂工作台";
    frame.referrerPolicy = "no-referrer";
    frame.src = this.page + "?framed=1";
    const until = Date.now() + PATIENCE;
    const call = () => {
      if (Date.now() > until) this.close();
      else frame.contentWindow?.postMessage({ gxjt: "hello" }, this.origin());
    };
    // What is loaded may not listen yet, or be the browser's own page about a refused frame.
    frame.onload = () => {
      clearInterval(this.hello);
      this.hello = window.setInterval(call, 1000);
      call();
    };
    // A frame that never loads.
    this.hello = window.setInterval(() => Date.now() > until && this.close(), 1000);
    addEventListener("message", this);
    this.shadowRoot!.append(frame);
  }

  origin(): string {
    return new URL(this.page).origin;
  }

  handleEvent({ source, origin, data }: MessageEvent): void {
    const { frame } = this;
    if (!frame || source !== frame.contentWindow || origin !== this.origin() || !isHeight(data)) return;
    clearInterval(this.hello);
    // Nothing to show: the workbench has found that it cannot keep a session here.
    if (!data.height) return this.close();
    this.name("在新窗口打开工作台", "small");
    // Never higher than the window: dialogs stand in the middle of the frame and must be in sight.
    frame.style.height = Math.max(400, Math.min(data.height, innerHeight - 16)) + "px";
    frame.className = "on";
  }

  close(): void {
    clearInterval(this.hello);
    removeEventListener("message", this);
    this.frame?.remove();
    this.frame = undefined;
    this.name("打开工作台", "");
  }
}

if (!customElements.get("gxjt-admin")) customElements.define("gxjt-admin", Admin);
