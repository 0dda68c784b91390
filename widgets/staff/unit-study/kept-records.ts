import { createStore, del, get, set, values } from "idb-keyval";
import type { RecordInput } from "../../../functions/group-study-records/contract.ts";
import { observable } from "../shell/observable.ts";
import { me } from "../shell/session.ts";

/** A photo as the device keeps it; `upload` once the server has its bytes. */
export interface KeptPhoto {
  id: string;
  name: string;
  file: Blob;
  upload?: string | undefined;
}

/** What a contact writes; the number of people as it is typed. */
export interface RecordValues extends Omit<RecordInput, "materials" | "uploads" | "people"> {
  people: string;
  materials: { id: string; title: string }[];
}

/** A finished record that waits on the device for the line. */
export interface KeptRecord {
  /** Idempotency key: with it the record is filed once, however often it is sent. */
  key: string;
  person: string;
  at: number;
  values: RecordValues;
  photos: KeptPhoto[];
  /** Why the server refused it; such a one waits for its author. */
  refused?: string | undefined;
}

/** IndexedDB, since photos are too large for localStorage. The person's id is part of every key: others on this device see nothing of it. */
const store = createStore("gxjt-study-records", "kept");
const owner = () => me.get()?.id ?? "";
const recordName = (key: string) => `record:${owner()}:${key}`;
const photosName = () => `photos:${owner()}`;

/** What of this person waits on the device, oldest first; undefined until it was looked for. */
export const keptRecords = observable<KeptRecord[] | undefined>(undefined);

async function refresh(): Promise<void> {
  const all = await values<KeptRecord | KeptPhoto[]>(store);
  const mine = all.filter((one): one is KeptRecord => !Array.isArray(one) && one.person === owner());
  keptRecords.set([...mine].sort((a, b) => a.at - b.at));
}

/** Looks for what waits. A browser that keeps nothing (some private windows) has nothing waiting. */
export async function lookForKept(): Promise<KeptRecord[]> {
  await refresh().catch(() => keptRecords.set([]));
  return keptRecords.get() ?? [];
}

export async function keepRecord(record: KeptRecord): Promise<void> {
  await set(recordName(record.key), record, store);
  await refresh();
}

export async function dropRecord(key: string): Promise<void> {
  await del(recordName(key), store);
  await refresh();
}

/** Photos of the record that is being written: they survive a closed page as its text does. */
export async function draftPhotos(): Promise<KeptPhoto[]> {
  return (await get<KeptPhoto[]>(photosName(), store).catch(() => undefined)) ?? [];
}

export async function keepDraftPhotos(photos: KeptPhoto[]): Promise<void> {
  if (photos.length > 0) await set(photosName(), photos, store);
  else await del(photosName(), store);
}
