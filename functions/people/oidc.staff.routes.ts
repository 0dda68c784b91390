import { route } from "../http/route.ts";
import { oidcDone, oidcInput, oidcStarted, oidcStartInput, signInOptions } from "./oidc-contract.ts";
import { finishOidc, startOidc } from "./oidc.ts";

export const oidcStaffRoutes = [
  route("GET", "/api/staff/sign-in", { summary: "What the sign-in screen offers", answer: signInOptions }, async ({ deps }) => ({
    ...(deps.config.oidc ? { oidc: { name: deps.config.oidc.name } } : {}),
    portals: (await deps.portals()).filter((origin) => origin.startsWith("https:")),
  })),
  route(
    "POST",
    "/api/staff/oidc/start",
    { summary: "Begin a sign-in at the OpenID provider", body: oidcStartInput, answer: oidcStarted },
    async ({ deps, c, body }) => ({ url: await startOidc(deps, c, body.to) }),
  ),
  route(
    "POST",
    "/api/staff/oidc",
    { summary: "End a sign-in at the OpenID provider", body: oidcInput, answer: oidcDone, maxBytes: 16_000 },
    async ({ deps, c, body }) => ({ to: await finishOidc(deps, c, body.query) }),
  ),
];
