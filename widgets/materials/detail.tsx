// The chunk that is fetched when a material is opened.
import type { VNode } from "preact";
import type { PublicFeedback, PublicFeedbackList } from "../../functions/feedback/contract.ts";
import type { MaterialPage } from "../../functions/materials/contract.ts";
import { beacon, call } from "../core/api.ts";
import type { Problem } from "../core/api.ts";
import { inApp } from "../core/in-app.ts";
import { json } from "../core/json.ts";
import { materialHref, taken } from "../core/nav.ts";
import { shared } from "../core/shared-lookup.ts";
import * as t from "../core/texts.ts";
import answersCss from "../core/answers.css?inline";
import css from "./detail.css?inline";
import type { Materials } from "./element.tsx";
import { printAlone } from "./print-alone.ts";
import { DetailView } from "./view-detail.tsx";

interface Opened {
  id: string;
  page?: MaterialPage;
  answers: PublicFeedback[];
  problem?: string;
  copyNote?: string;
}

const MARK = "#gxjt=";
const dressed = new WeakSet<Materials>();
let opened: { widget: Materials; now: Opened } | undefined;

const hashId = (): string => (location.hash.startsWith(MARK) ? location.hash.slice(MARK.length) : "");

/** Writes the address of a material, but only where the host has no hash of its own: its routes are left alone. */
function writeHash(id: string): void {
  const { hash, href } = location;
  if ((hash && !hash.startsWith(MARK)) || hashId() === id) return;
  // The setter resolves against the document, not against a <base href>.
  if (id) location.hash = MARK + id;
  else history.pushState(history.state, "", href.split("#")[0]);
}

// The back button, and links to another material.
addEventListener("hashchange", () => {
  const widget = opened?.widget ?? (shared.owner as Materials | undefined);
  const id = hashId();
  // One that the page has taken away answers no longer; the next list does.
  if (!widget?.isConnected || (location.hash && !id) || id === (opened?.now.id ?? "")) return;
  if (id) void open(widget, id);
  else close();
});

/** Opens a material in place of the list and counts the view. */
export async function open(widget: Materials, id: string): Promise<void> {
  if (opened && opened.widget !== widget) opened.widget.set({ detail: undefined });
  shared.owner = widget;
  if (!dressed.has(widget)) widget.addCss(answersCss + css);
  dressed.add(widget);
  // On a page that has just come nobody is anywhere yet, and nobody is led anywhere.
  const led = document.activeElement !== document.body;
  const now: Opened = { id, answers: [] };
  opened = { widget, now };
  writeHash(id);
  widget.root.style.minHeight = "";
  widget.set({ detail: () => draw(widget, now) });
  widget.root.scrollIntoView();
  if (led) widget.root.focus({ preventScroll: true });
  await load(widget, now);
  if (led) widget.shadowRoot!.querySelector<HTMLElement>(".title,.note button,.note a")?.focus({ preventScroll: true });
}

async function load(widget: Materials, now: Opened): Promise<void> {
  const address = `${widget.base}/api/materials/${now.id}`;
  try {
    now.page = json.parse(await call(address, "id")) as MaterialPage;
    beacon(address + "/views");
    widget.emit("open", { id: now.id, title: now.page.title });
    widget.set({});
    now.answers = (json.parse(await call(address + "/feedback", "items")) as PublicFeedbackList).items;
    if (!customElements.get("gxjt-feedback")) shared.load?.("feedback");
  } catch (problem) {
    // Without its answers a material is still worth reading.
    if (now.page) return widget.set({});
    now.problem = (problem as Problem).code;
    widget.emit("error", { code: now.problem });
  }
  widget.set({});
}

/** Back to the list, to the line that was opened, if it is there. */
function close(): void {
  if (!opened) return;
  const { widget, now } = opened;
  opened = undefined;
  writeHash("");
  widget.set({ detail: undefined });
  widget.emit("close", { id: now.id });
  (widget.shadowRoot!.querySelector<HTMLElement>(`h3 a[href$="/${now.id}"]`) ?? widget.root).focus();
}

async function copyLink(widget: Materials, now: Opened): Promise<void> {
  // Of a page in a frame nobody else would know the address.
  const link = location.hash.startsWith(MARK) && window.parent === window ? location.href : materialHref(widget.base, now.id);
  try {
    await navigator.clipboard.writeText(link);
    now.copyNote = t.copied;
  } catch {
    // No clipboard on plain-HTTP hosts.
    now.copyNote = t.copyThis + link;
  }
  widget.set({});
}

function draw(widget: Materials, now: Opened): VNode {
  const back = {
    href: widget.base + "/column/",
    onClick: (event: MouseEvent) => {
      if (taken(event)) close();
    },
  };
  const { page, problem } = now;
  if (!page) {
    return (
      <article aria-busy={!problem}>
        <p class="back">
          <a {...back}>{t.back}</a>
        </p>
        <div role="status">
          {problem ? (
            <p part="notice" class="note">
              {problem === "not-found" ? t.withdrawnMaterial : t.listAway}{" "}
              {problem !== "not-found" && (
                <button type="button" class="plain" onClick={() => void open(widget, now.id)}>
                  {t.retry}
                </button>
              )}{" "}
              <a href={materialHref(widget.base, now.id)}>{t.openColumn}</a>
            </p>
          ) : (
            <div class="hold">{t.loading}</div>
          )}
        </div>
      </article>
    );
  }
  return (
    <DetailView
      key={now.id}
      page={page}
      answers={now.answers}
      nav={widget.nav}
      back={back}
      base={widget.base}
      copyNote={now.copyNote}
      inApp={inApp()}
      onDownload={() => beacon(`${widget.base}/api/materials/${now.id}/downloads`)}
      onPrint={() => printAlone(widget.root)}
      onCopy={() => void copyLink(widget, now)}
    >
      <section class="mine">
        <h3>{t.aboutThis}</h3>
        <div>
          <gxjt-feedback material={now.id} api={widget.base} size={widget.size ?? undefined} exportparts="tabs,form,notice" />
        </div>
      </section>
    </DetailView>
  );
}
