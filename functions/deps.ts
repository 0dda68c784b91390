import type { Context } from "hono";
import type { Blobs } from "./blobs/blobs.ts";
import type { Clock } from "./platform/clock.ts";
import type { Log } from "./platform/log.ts";
import type { Store } from "./store/store.ts";

export interface Config {
  /** `https://column.example.gov.cn`; empty on a loopback server, where the request's own origin counts. */
  publicOrigin: string;
  /** Exact origins of the portals that embed the column. */
  portalOrigins: string[];
  /** One secret per installation; each use derives its own key from it. */
  secret: string;
  /** How long a public answer may be repeated from memory, ms. */
  cacheMs: number;
  /** Seconds between opening and sending a form. */
  formSeconds: number;
  /** Address of the plain pages' style sheet, which changes with its content. */
  stylesheet: string;
  /** Says 演示数据 on the plain pages. */
  demo: boolean;
  /** Tests hold every answer against its contract. */
  checkAnswers: boolean;
}

/** What every handler may use; made once by `wire.ts`, or by a test. */
export interface Deps {
  store: Store;
  blobs: Blobs;
  clock: Clock;
  log: Log;
  config: Config;
  /** The address that our own server or proxy saw, never what a client claims. */
  clientAddress: (c: Context) => string;
}
