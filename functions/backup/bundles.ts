import * as v from "valibot";
import type { Blobs } from "../blobs/blobs.ts";
import { isoTime } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { type Bundle, bundle, type BundleKind } from "./contract.ts";
import { BUNDLES } from "./contents.ts";

// Everything about a finished bundle lies beside it, so that the list survives a restore of the database to an older state.
const { checked: _, ...kept } = bundle.entries;
const aboutShape = v.strictObject(kept);
export type About = v.InferOutput<typeof aboutShape>;

export const zipKey = (id: string) => `${BUNDLES}${id}/zip`;
const aboutKey = (id: string) => `${BUNDLES}${id}/about`;
const checkKey = (id: string) => `${BUNDLES}${id}/check`;

/** Ids sort by time. */
export function newBundleId(now: number): string {
  return `${isoTime(now).slice(0, 19).replace(/[-:]/g, "").toLowerCase()}-${newId()}`;
}

async function readJson(blobs: Blobs, key: string): Promise<unknown> {
  const bytes = await blobs.get(key);
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

const put = (blobs: Blobs, key: string, value: object) =>
  blobs.put(key, new TextEncoder().encode(JSON.stringify(value)), "application/json");

/** From here on the bundle is in the list. */
export const putAbout = (blobs: Blobs, about: About) => put(blobs, aboutKey(about.id), about);
export const putCheck = (blobs: Blobs, id: string, checked: NonNullable<Bundle["checked"]>) => put(blobs, checkKey(id), checked);

/** @returns undefined when there is none, or when it is not whole */
export async function findBundle(blobs: Blobs, id: string): Promise<Bundle | undefined> {
  if (!/^[0-9a-z-]{1,64}$/.test(id)) return undefined;
  const about = v.safeParse(aboutShape, await readJson(blobs, aboutKey(id)));
  if (!about.success) return undefined;
  const whole = v.safeParse(bundle, { ...about.output, checked: await readJson(blobs, checkKey(id)) });
  return whole.success ? whole.output : about.output;
}

/** The ids of all that lies there, and of what lacks its description: it was broken off. */
async function idsOf(blobs: Blobs): Promise<{ whole: string[]; broken: string[] }> {
  const [all, whole] = [new Set<string>(), new Set<string>()];
  for await (const { key } of blobs.list(BUNDLES)) {
    const [, id = "", part] = key.split("/");
    all.add(id);
    if (part === "about") whole.add(id);
  }
  return { whole: [...whole], broken: [...all].filter((id) => !whole.has(id)) };
}

/** Finished bundles of a kind, newest first: a handful, since backups are pruned and archives come once a year. */
export async function listBundles(blobs: Blobs, kind: BundleKind): Promise<Bundle[]> {
  const { whole } = await idsOf(blobs);
  const found = await Promise.all(whole.map((id) => findBundle(blobs, id)));
  return found.filter((each) => each?.kind === kind).toSorted((a, b) => (a!.id < b!.id ? 1 : -1)) as Bundle[];
}

/** Its description goes first, so that it is never listed half. */
export async function deleteBundle(blobs: Blobs, id: string): Promise<void> {
  for (const key of [aboutKey(id), checkKey(id), zipKey(id)]) await blobs.delete(key);
}

/** Clears what runs left that were broken off. Only for who holds the run. */
export async function deleteBroken(blobs: Blobs): Promise<void> {
  for (const id of (await idsOf(blobs)).broken) await deleteBundle(blobs, id);
}
