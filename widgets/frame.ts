// Of the page that a portal frames: tells its height, and where the reader is to be led, to the page around it that has asked, when that
// portal is listed.
import { type Height, isHello, type Show } from "./core/frame-messages.ts";

const portals = (document.body.dataset["portals"] ?? "").split(" ");
let host: string | undefined;
let told = 0;

function tell(): void {
  // Of what is drawn: the root element is never lower than the frame and would not let it shrink.
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  if (host === undefined || height === told || height === 0) return;
  told = height;
  window.parent.postMessage({ gxjt: "height", height } satisfies Height, host);
}

/** Whether the reader has pressed something since: what comes by itself leads nobody. A key that presses a button makes a click, too. */
let pressed = false;

/**
 * ms. By then the portal has the height of what has come, and has scrolled by itself: engines pass a focus on to the page around, but
 * while the frame is as low as what stood in it before, and at their leisure.
 */
const SETTLED = 150;

function lead({ type, target }: Event): void {
  if (host === undefined || !pressed) return;
  pressed = false;
  const to = host;
  const widget = target as Element;
  setTimeout(() => {
    // Back in the list the line that was opened has the focus.
    const line = (type === "gxjt:close" && widget.shadowRoot?.activeElement) || widget;
    const top = Math.max(0, Math.round(line.getBoundingClientRect().top));
    window.parent.postMessage({ gxjt: "show", top } satisfies Show, to);
  }, SETTLED);
}

// The content policy has let no other page frame us; that the one which asks is listed is checked all the same.
addEventListener("message", ({ source, origin, data }) => {
  if (source !== window.parent || !isHello(data) || (origin !== location.origin && !portals.includes(origin))) return;
  host = origin;
  told = 0;
  tell();
});
new ResizeObserver(tell).observe(document.body);
addEventListener("click", () => void (pressed = true), true);
for (const name of ["ready", "open", "close", "sent"]) addEventListener(`gxjt:${name}`, lead);
