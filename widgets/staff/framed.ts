import type { SignInOptions } from "../../functions/people/oidc-contract.ts";
import { isHello } from "../core/frame-messages.ts";
import { api } from "./shell/api.ts";

/** A browser that keeps no cookie here would forget every sign-in at once: better to know before a password is typed. */
function keepsCookies(): boolean {
  const probe = "__Host-probe=1; Path=/; Secure; SameSite=None; Partitioned";
  document.cookie = probe;
  const kept = document.cookie.includes("__Host-probe=1");
  document.cookie = `${probe}; Max-Age=0`;
  return kept;
}

const usable = keepsCookies();
let host: string | undefined;
let told = -1;

/** What is drawn, and a dialog over it if that is higher. */
function height(): number {
  const drawn = [document.documentElement, ...document.querySelectorAll("dialog[open]")];
  return Math.ceil(Math.max(...drawn.map((node) => node.getBoundingClientRect().height)));
}

/** Tells the height, nothing else, to the one page that has asked; 0 says that the frame is of no use. */
function tell(): void {
  const now = usable ? height() : 0;
  if (host === undefined || now === told) return;
  told = now;
  window.parent.postMessage({ gxjt: "height", height: now }, host);
}

// The content policy has let no other page frame us; that the one which asks is listed is checked all the same.
const portals = api<SignInOptions>("GET", "/api/staff/sign-in").then(
  (options) => options.portals,
  (): string[] => [],
);

async function answer({ source, origin, data }: MessageEvent): Promise<void> {
  if (source !== window.parent || !isHello(data)) return;
  if (origin !== location.origin && !(await portals).includes(origin)) return;
  host = origin;
  told = -1;
  tell();
}

let asked = false;
function later(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    tell();
  });
}

/** The column's pages open beside the portal's, not in the place of the workbench. */
function leave(event: Event): void {
  const link = (event.target as Element).closest?.("a");
  if (!link || !link.pathname.startsWith("/column/")) return;
  link.target = "_blank";
  link.rel = "noopener";
}

document.addEventListener("click", leave, true);
window.addEventListener("message", (event) => void answer(event));
new ResizeObserver(later).observe(document.body);
new MutationObserver(later).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["open"], childList: true });
