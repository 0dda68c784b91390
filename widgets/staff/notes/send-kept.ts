import { announce } from "../shell/announce.tsx";
import { keepDraft, keptDrafts } from "../shell/drafts.ts";
import { observable } from "../shell/observable.ts";
import { whenBack } from "../shell/online.ts";
import { DRAFTS, mergedWords, type Writing } from "./note-values.ts";
import { openSaver } from "./open-saver.ts";

/** Names of the notes that are open in an editor, which sends them itself. */
export const inEditor = new Set<string>();
/** Rises when what the device keeps has become less. */
export const sentCount = observable(0);

export interface KeptWriting {
  name: string;
  at: number;
  writing: Writing;
}

/** Notes of this person that wait on the device, the last written first. */
export function keptWritings(): KeptWriting[] {
  return keptDrafts(DRAFTS)
    .flatMap(({ key, at, value }) => (value ? [{ name: key.slice(DRAFTS.length), at, writing: value as Writing }] : []))
    .sort((a, b) => b.at - a.at);
}

let running: Promise<void> | undefined;

async function sendAll(): Promise<void> {
  for (const { name, writing } of keptWritings()) {
    if (inEditor.has(name)) continue;
    const saver = openSaver(name, writing, { changed: () => {}, merged: () => announce(mergedWords) });
    const done = await saver.flush();
    saver.stop();
    // Meanwhile opened: then the editor goes on with it.
    if (inEditor.has(name)) continue;
    keepDraft(DRAFTS + name, done ? undefined : saver.writing);
    if (done) sentCount.set(sentCount.get() + 1);
    else if (saver.state.kind === "offline") return;
  }
}

/** Sends what was written without a line, one after the other; what needs a decision stays for its editor. */
export function sendKept(): Promise<void> {
  running ??= sendAll().finally(() => (running = undefined));
  return running;
}

let watching = false;

/** From now on, whatever screen is open. */
export function watchKept(): void {
  if (watching) return;
  watching = true;
  void sendKept();
  whenBack(() => void sendKept());
}
