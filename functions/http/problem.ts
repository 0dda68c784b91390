/** The closed list of error codes. Clients branch on `code`; the Chinese sentences live in the widgets. */
export const problems = {
  "invalid-body": [400, "The body does not fit the contract"],
  "invalid-query": [400, "The query does not fit the contract"],
  "bad-cursor": [400, "The cursor was not issued for this list"],
  "consent-required": [400, "Name or contact need consent"],
  "form-token-invalid": [400, "The form token is not valid or has expired"],
  "form-token-early": [400, "The form was sent too soon after it was opened"],
  "form-token-used": [409, "The form token was used before"],
  "unknown-material": [400, "There is no such published material"],
  "unknown-unit": [400, "There is no such unit"],
  "unknown-category": [400, "The settings name no such category"],
  "category-in-use": [409, "Materials stand under this category"],
  "category-fixed": [409, "This category cannot be renamed"],
  "category-moving": [409, "Materials are being carried over to the new name of this category"],
  "file-refused": [400, "The file is not of an allowed kind or size"],
  "password-refused": [400, "The password is too common or unchanged"],
  "set-up-closed": [403, "The set-up link is not valid or was used"],
  "sign-in-failed": [401, "Name or password are wrong, or the account is locked"],
  "oidc-expired": [400, "The sign-in was not begun in this browser, took too long or was used"],
  "oidc-failed": [400, "The OpenID provider did not confirm the sign-in"],
  "oidc-refused": [403, "No open account belongs to this identity"],
  unauthenticated: [401, "Sign in first"],
  forbidden: [403, "Not permitted"],
  "not-found": [404, "Not found"],
  "method-not-allowed": [405, "Method not allowed"],
  conflict: [409, "The object was changed by somebody else"],
  "illegal-step": [409, "This step is not possible now"],
  "explanation-needed": [409, "It is past its date: reason, measures and a new date come first"],
  "words-found": [409, "The text holds words of the word list; give a reason to let them stand"],
  "own-material": [403, "The provider may neither review nor sign"],
  "check-in-closed": [409, "The check-in is not open now"],
  "login-taken": [409, "This sign-in name is taken"],
  "name-taken": [409, "This name is taken"],
  "last-admin": [409, "Somebody must remain who administers the column"],
  busy: [409, "A backup or archive is being made or checked"],
  "too-large": [413, "Too large"],
  "not-json": [415, "The body must be application/json"],
  "idempotency-mismatch": [422, "This Idempotency-Key was used with another body"],
  "too-many": [429, "Too many requests"],
  internal: [500, "Internal error"],
  unavailable: [503, "Temporarily unavailable"],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof problems;
export interface FieldError {
  field: string;
  code: string;
}

export interface ProblemDetails {
  errors?: FieldError[];
  /** Seconds, becomes `Retry-After`. */
  retryAfter?: number;
  /** For a conflict: the current record, so that the second editor loses nothing. */
  current?: unknown;
  /** For an illegal step: the steps that are possible. */
  allowed?: string[];
}

/** Thrown anywhere below a route; the app turns it into RFC 9457 problem details. */
export class Problem extends Error {
  override name = "Problem";
  code: ProblemCode;
  details: ProblemDetails;
  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}

/** RFC 9457 answer. Never cached, never more than the closed list says. */
export function problemResponse(code: ProblemCode, requestId: string, details: ProblemDetails = {}): Response {
  const [status, title] = problems[code];
  const { retryAfter, ...members } = details;
  const headers = new Headers({ "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store" });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return new Response(JSON.stringify({ type: "about:blank", title, status, code, requestId, ...members }), { status, headers });
}
