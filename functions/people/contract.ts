import * as v from "valibot";
import { oneLine } from "./one-line.contract.ts";

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

const personName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30), oneLine);
export const personInput = v.strictObject({
  login: loginName,
  name: personName,
  roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1), v.maxLength(6)),
  office: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(30), oneLine), ""),
  unit: v.optional(v.pipe(v.string(), v.maxLength(40)), ""),
});
export type PersonInput = v.InferOutput<typeof personInput>;
export const person = v.strictObject({
  ...personInput.entries,
  id: v.string(),
  disabled: v.boolean(),
  /** False until the one-time link was used. */
  hasPassword: v.boolean(),
  version: v.number(),
});
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
export const oneTimeLink = v.strictObject({ person, link: v.string(), until: v.string() });
export type OneTimeLink = v.InferOutput<typeof oneTimeLink>;
export const choosePasswordInput = v.strictObject({ token: v.pipe(v.string(), v.maxLength(100)), password });

export const personStates = ["open", "closed", "no-password"] as const;
export const personQuery = v.strictObject({
  role: v.optional(v.picklist(roles)),
  unit: v.optional(v.pipe(v.string(), v.maxLength(40))),
  office: v.optional(v.pipe(v.string(), v.maxLength(30))),
  state: v.optional(v.picklist(personStates)),
  /** Part of the name or of the sign-in name. */
  q: v.optional(v.pipe(v.string(), v.maxLength(60))),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
});
export type PersonQuery = v.InferOutput<typeof personQuery>;
/** A line of the list; the day (Beijing) of the last sign-in, absent when there was none. */
export const personLine = v.strictObject({ ...person.entries, lastSignIn: v.optional(v.string()) });
export type PersonLine = v.InferOutput<typeof personLine>;
/** A page may be short or empty and still have a cursor: filters look at a bounded number of people at a time. */
export const personList = v.strictObject({ items: v.array(personLine), cursor: v.optional(v.string()) });
export type PersonList = v.InferOutput<typeof personList>;
export const personUpdate = v.strictObject({ ...personInput.entries, version: v.pipe(v.number(), v.integer(), v.minValue(1)) });
