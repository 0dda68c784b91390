import * as v from "valibot";

/** GET /api/staff/sign-in: what the sign-in screen offers, and which portals may frame it. */
export const signInOptions = v.strictObject({
  /** Words of the button, e.g. 统一身份认证; absent where no provider is set. */
  oidc: v.optional(v.strictObject({ name: v.string() })),
  /** Exact origins, HTTPS only, that the framed workbench talks to. */
  portals: v.array(v.string()),
});
export type SignInOptions = v.InferOutput<typeof signInOptions>;

/** A hash route of the workbench, where the person was: never another page, so never a way to another site. */
const workbenchRoute = v.pipe(v.string(), v.maxLength(300), v.regex(/^#\/[\w\-./?=&%,:~+]*$/));

export const oidcStartInput = v.strictObject({ to: v.optional(workbenchRoute, "#/") });
export const oidcStarted = v.strictObject({ url: v.string() });

/** The query with which the provider sent the browser back, exactly as it came. */
export const oidcInput = v.strictObject({ query: v.pipe(v.string(), v.maxLength(8000)) });
export const oidcDone = v.strictObject({ to: v.string() });
