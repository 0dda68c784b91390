import type { Context } from "hono";
import type { Blobs } from "./blobs/blobs.ts";
import type { Clock } from "./platform/clock.ts";
import type { Log } from "./platform/log.ts";
import type { Store } from "./store/store.ts";

/** The organisation's OpenID Connect provider, by the operator's settings alone. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Absent for a public client: PKCE alone. */
  clientSecret?: string | undefined;
  /** Words of the button. */
  name: string;
  /** The claim that must equal the sign-in name. */
  loginClaim: string;
}

/** The operator's mail server for reminders; who gets them is set in the workbench. */
export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password. Stands in no answer and no log. */
  url: string;
  /** Sender. */
  from: string;
}

export interface Config {
  /** `https://column.example.gov.cn`; empty on a loopback server, where the request's own origin counts. */
  publicOrigin: string;
  /** Exact origins of the portals of the environment; ask `deps.portals()`, which adds those of the settings. */
  portalOrigins: string[];
  /** Absent: own passwords only. */
  oidc?: OidcSettings | undefined;
  /** Exact origins that robots may have beside those of the three services; a robot stands nowhere else. */
  reminderOrigins?: readonly string[];
  /** Absent: no reminders by mail. */
  mail?: MailSettings | undefined;
  /** One secret per installation; each use derives its own key from it. */
  secret: string;
  /** What `secret` was before it was changed: still opens what it has signed and sealed. */
  previousSecret?: string | undefined;
  /** The installation keeps its secret beside its data, so a backup has to carry it. */
  ownSecret?: boolean;
  /** How long a public answer may be repeated from memory, ms. */
  cacheMs: number;
  /** Seconds between opening and sending a form. */
  formSeconds: number;
  /** Address of the plain pages' style sheet, which changes with its content. */
  stylesheet: string;
  /** Address of the script of the pages for frames, likewise. */
  frameScript: string;
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
  /** Exact origins that may embed the column, from environment and settings, at most 10 s old. Reads no store most of the time; never throws. */
  portals: () => Promise<readonly string[]>;
  /** The settings' accent colour "#rrggbb", at most 10 s old; never throws. */
  accent: () => Promise<string>;
}
