// Of the page that a portal frames: tells its height, nothing else, to the page around it that has asked, when that portal is listed.
import { type Height, isHello } from "./core/frame-messages.ts";

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

// The content policy has let no other page frame us; that the one which asks is listed is checked all the same.
addEventListener("message", ({ source, origin, data }) => {
  if (source !== window.parent || !isHello(data) || (origin !== location.origin && !portals.includes(origin))) return;
  host = origin;
  told = 0;
  tell();
});
new ResizeObserver(tell).observe(document.body);
