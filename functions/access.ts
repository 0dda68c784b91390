import type { Role } from "./people/contract.ts";

/** "public": anyone; "signed-in": every role; else the roles listed. */
export type Access = "public" | "signed-in" | readonly Role[];

const writers = ["cadre", "lead", "editor"] as const;
const readers = ["cadre", "lead", "editor", "director"] as const;
const reviewers = ["lead", "editor", "director"] as const;
const moderators = ["editor", "director"] as const;

/**
 * THE ONE PLACE that says who may call what. A route that is not listed here does not start; the test walks every route
 * with every role. Finer rules (never the provider alone, own feedback only) stand in the domains' rules.
 */
export const access: Record<string, Access> = {
  "GET /api/materials": "public",
  "GET /api/materials/:id": "public",
  "GET /api/materials/:id/package.zip": "public",
  "GET /api/packages.zip": "public",
  "GET /api/materials/:id/files/:file/:name": "public",
  "GET /api/materials/:id/editions/:edition": "public",
  "POST /api/materials/:id/views": "public",
  "POST /api/materials/:id/downloads": "public",
  "GET /api/materials/:id/feedback": "public",
  "GET /api/feedback": "public",
  "GET /api/feedback/form": "public",
  "POST /api/feedback": "public",
  "GET /api/feedback/receipts/:code": "public",
  "DELETE /api/feedback/receipts/:code": "public",
  "GET /api/units": "public",
  "GET /api/statistics": "public",
  "GET /feed.xml": "public",

  "POST /api/staff/session": "public",
  "POST /api/staff/set-up": "public",
  "POST /api/staff/password-link": "public",
  "GET /api/staff/session": "signed-in",
  "DELETE /api/staff/session": "signed-in",
  "POST /api/staff/password": "signed-in",

  "GET /api/staff/people": ["admin"],
  "POST /api/staff/people": ["admin"],
  "PUT /api/staff/people/:id": ["admin"],
  "POST /api/staff/people/:id/disable": ["admin"],
  "POST /api/staff/people/:id/enable": ["admin"],
  "POST /api/staff/people/:id/reset": ["admin"],
  "GET /api/staff/settings": ["editor", "director", "admin"],
  "PUT /api/staff/settings": ["admin"],
  "PUT /api/staff/units/:id": ["admin"],
  "GET /api/staff/holidays": "signed-in",
  "PUT /api/staff/holidays": ["admin"],
  "GET /api/staff/audit": ["director", "admin"],

  "GET /api/staff/materials": readers,
  "POST /api/staff/materials": writers,
  "GET /api/staff/materials/:id": readers,
  "PUT /api/staff/materials/:id": writers,
  "GET /api/staff/materials/:id/history": readers,
  "POST /api/staff/materials/word": writers,
  "POST /api/staff/uploads": writers,
  "POST /api/staff/materials/:id/attachments": writers,
  "DELETE /api/staff/materials/:id/attachments/:file": writers,
  "GET /api/staff/materials/:id/files/:file": readers,
  "POST /api/staff/materials/:id/provide": writers,
  "POST /api/staff/materials/:id/review": reviewers,
  "POST /api/staff/materials/:id/sign": ["director", "lead"],
  "POST /api/staff/materials/:id/return": reviewers,
  "POST /api/staff/materials/:id/withdraw": moderators,
  "POST /api/staff/materials/:id/revise": writers,

  "GET /api/staff/feedback": [...moderators, "lead"],
  "GET /api/staff/feedback/own": ["unit"],
  "GET /api/staff/feedback/:id": [...moderators, "lead"],
  "GET /api/staff/feedback/:id/contact": moderators,
  "POST /api/staff/feedback/:id/accept": moderators,
  "POST /api/staff/feedback/:id/assign": moderators,
  "POST /api/staff/feedback/:id/answer": [...moderators, "lead"],
  "POST /api/staff/feedback/:id/reject": moderators,
  "POST /api/staff/feedback/:id/correct": moderators,

  "POST /api/staff/jobs/:job": ["editor", "admin"],
};
