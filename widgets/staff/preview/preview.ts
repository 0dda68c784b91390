// The page in the preview's frame: the public widget as it is built, fed by the editor instead of the API. Runs before the loader.
import "./preview.css";
import type { MaterialPage } from "../../../functions/materials/contract.ts";
import { sayReady, shownPage } from "./messages.ts";

let page: MaterialPage | undefined;
let turn = 0;
let first: (page: MaterialPage) => void = () => {};
const come = new Promise<MaterialPage>((done) => (first = done));

/** Answers that the widget asks for besides the material itself. */
function answerTo(path: string, shown: MaterialPage): unknown {
  if (/^\/api\/materials\/[^/?]+$/.test(path)) return shown;
  if (/^\/api\/materials(\?|$)/.test(path)) return { items: [], categories: [shown.category] };
  if (path.startsWith("/api/feedback/form")) return { formToken: "preview", units: [] };
  return { items: [] };
}

/** Nothing leaves this page: the widget's questions are answered from what the editor holds. */
window.fetch = async (input) => {
  const address = new URL(input instanceof Request ? input.url : input, location.href);
  const text = JSON.stringify(answerTo(address.pathname + address.search, page ?? (await come)));
  // Read at once, so that no empty picture is drawn in between.
  return Object.assign(new Response(text, { headers: { "content-type": "application/json" } }), { text: () => Promise.resolve(text) });
};
navigator.sendBeacon = () => true;

// Each opening would take the focus, and the editor's page with it, away from the person who types.
HTMLElement.prototype.focus = () => {};
Element.prototype.scrollIntoView = () => {};

/** To be looked at only: its links and buttons would leave it or send something. */
for (const kind of ["click", "submit", "auxclick"])
  document.addEventListener(
    kind,
    (event) => {
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

/** The widget opens the material anew, under an address that it has not shown before; the reader's place stays. */
function show(next: MaterialPage): void {
  page = next;
  first(next);
  const place = window.scrollY;
  turn += 1;
  location.replace(`#gxjt=preview-${turn}`);
  const back = (tries: number) => {
    window.scrollTo(0, place);
    if (tries > 0 && window.scrollY < place) window.requestAnimationFrame(() => back(tries - 1));
  };
  window.requestAnimationFrame(() => back(30));
}

window.addEventListener("message", (event) => {
  const next = shownPage(event);
  if (next) show(next);
});
sayReady();
