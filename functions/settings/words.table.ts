import { auditLine, type Actor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { ConditionFailed, type Item, type Key, type Store, type TransactOperation } from "../store/store.ts";
import type { WordList } from "./words.contract.ts";

const TABLE = "materials";
/** Says which chunks make up the list; 20,000 words do not fit into one item of 400 KB. */
const pointerKey: Key = { pk: "settings", sk: "words" };
const chunkKey = (set: number, place: number): Key => ({ pk: `words#${set}`, sk: String(place).padStart(3, "0") });

/** UTF-16 units of a chunk: at three bytes each it stays below 300 KB. */
const CHUNK = 90_000;

/** Words hold no line break: the contract's users split files at line ends, and a break is cut off here as well. */
function chunksOf(words: readonly string[]): string[] {
  const chunks: string[] = [];
  let chunk = "";
  for (const word of words) {
    if (chunk.length + word.length > CHUNK) {
      chunks.push(chunk);
      chunk = "";
    }
    chunk += `${chunk === "" ? "" : "\n"}${word}`;
  }
  return chunk === "" ? chunks : [...chunks, chunk];
}

const remembered = new WeakMap<Store, WordList>();

async function readChunks(store: Store, pointer: Item): Promise<string[] | undefined> {
  const count = Number(pointer["chunks"]);
  const keys = Array.from({ length: count }, (_, place) => chunkKey(Number(pointer["set"]), place));
  const chunks = count === 0 ? [] : await store.getMany(TABLE, keys);
  if (chunks.some((chunk) => chunk === undefined)) return undefined;
  return chunks.flatMap((chunk) => (chunk!["words"] as string).split("\n"));
}

/** The list of an installation that has not written it since it moved out of the settings. */
async function oldList(store: Store): Promise<string[]> {
  const item = await store.get(TABLE, { pk: "settings", sk: "column" });
  return (item?.["settings"] as { wordList?: string[] } | undefined)?.wordList ?? [];
}

/**
 * The word list with its version (0: never written). One small read while it has not changed: the words of a version are kept by this
 * process. A list that is replaced between the two reads is read again.
 */
export async function readWordList(store: Store): Promise<WordList> {
  for (let attempt = 0; ; attempt++) {
    const pointer = await store.get(TABLE, pointerKey);
    if (!pointer) return { words: await oldList(store), version: 0 };
    const known = remembered.get(store);
    if (known?.version === pointer.version) return known;
    const words = await readChunks(store, pointer);
    if (words) {
      const list = { words, version: pointer.version };
      remembered.set(store, list);
      return list;
    }
    if (attempt === 3) throw new Error("the word list points to chunks that are not there");
  }
}

/** Brings a list that still lies in the settings to where lists lie now. @returns how many words it has */
export async function moveOldWordList(deps: Deps, actor: Actor): Promise<number> {
  const { words, version } = await readWordList(deps.store);
  if (version > 0 || words.length === 0) return 0;
  await writeWordList(deps, actor, { words, version }).catch((error: unknown) => {
    // Somebody has written it anew in this moment.
    if (!(error instanceof ConditionFailed)) throw error;
  });
  return words.length;
}

/** Replaces the list in one transaction, old chunks included. @throws ConditionFailed when somebody else changed it since `version` */
export async function writeWordList(deps: Deps, actor: Actor, { words, version }: WordList): Promise<void> {
  const before = version === 0 ? undefined : await deps.store.get(TABLE, pointerKey);
  const set = version + 1;
  const chunks = chunksOf(words.map((word) => word.replace(/[\r\n]+/g, " ")));
  const old = before && before.version === version ? Array.from({ length: Number(before["chunks"]) }, (_, place) => place) : [];
  const operations: TransactOperation[] = [
    {
      put: {
        table: TABLE,
        item: { ...pointerKey, set, chunks: chunks.length, count: words.length },
        condition: version === 0 ? { ifAbsent: true } : { ifVersion: version },
      },
    },
    ...chunks.map((text, place) => ({
      put: { table: TABLE, item: { ...chunkKey(set, place), words: text }, condition: { ifAbsent: true } as const },
    })),
    ...old.map((place) => ({ delete: { table: TABLE, key: chunkKey(Number(before!["set"]), place) } })),
    auditLine(deps.clock(), actor, "settings.words", "settings", String(words.length)),
  ];
  await deps.store.transact(operations);
}
