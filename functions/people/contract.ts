import * as v from "valibot";

/** Order is not rank; `admin` sees no more content than it must. */
export const roles = ["unit", "cadre", "lead", "editor", "director", "admin"] as const;
export type Role = (typeof roles)[number];

export const loginName = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9._-]{1,31}$/i));
/** Verified exactly as sent: no trimming, no case change, no truncation (ASVS 6.2.8); at least 8, up to 128 characters. */
export const password = v.pipe(v.string(), v.minLength(8), v.maxLength(128));

export const signInInput = v.strictObject({
  login: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.maxLength(1000)),
});
export const changePasswordInput = v.strictObject({ current: v.pipe(v.string(), v.maxLength(1000)), next: password });
/** First start of an empty production folder: the one-time link creates the first administrator. */
export const setUpInput = v.strictObject({
  token: v.pipe(v.string(), v.maxLength(100)),
  login: loginName,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30)),
  password,
});

const personName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30));
export const personInput = v.strictObject({
  login: loginName,
  name: personName,
  roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1), v.maxLength(6)),
  office: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(30)), ""),
  unit: v.optional(v.pipe(v.string(), v.maxLength(40)), ""),
});
export type PersonInput = v.InferOutput<typeof personInput>;
export const person = v.strictObject({ ...personInput.entries, id: v.string(), disabled: v.boolean(), version: v.number() });
export type Person = v.InferOutput<typeof person>;

/** GET /api/staff/session */
export const whoAmI = v.strictObject({
  id: v.string(),
  login: v.string(),
  name: v.string(),
  roles: v.array(v.picklist(roles)),
  office: v.string(),
  unit: v.string(),
});
export type WhoAmI = v.InferOutput<typeof whoAmI>;

/** A one-time link for choosing a password: for a new account, or after a reset. */
export const oneTimeLink = v.strictObject({ person, link: v.string() });
export const choosePasswordInput = v.strictObject({ token: v.pipe(v.string(), v.maxLength(100)), password });
export const personList = v.strictObject({ items: v.array(person) });
export const personUpdate = v.strictObject({ ...personInput.entries, version: v.pipe(v.number(), v.integer(), v.minValue(1)) });
