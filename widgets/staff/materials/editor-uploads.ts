import { useEffect, useRef, useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { publicSource } from "../editor/pictures.ts";
import { announce } from "../shell/announce.tsx";
import { problemText } from "../shell/problems.ts";
import type { Saver } from "./editor-saver.ts";
import { missing } from "./editor-values.ts";
import { attach, refusalOf, sendFile, wasAborted } from "./editor-upload.ts";

export interface Sending {
  id: number;
  file: File;
  state: "waiting" | "sending" | "attaching" | "failed" | "refused";
  part: number;
  /** Why it was not taken. */
  sentence: string;
}

export interface Uploads {
  list: Sending[];
  add: (files: File[]) => void;
  cancel: (id: number) => void;
  retry: (id: number) => void;
  /** A picture of the text: stored without a line in the list. @returns its public address, or undefined when it was not taken */
  picture: (file: File) => Promise<string | undefined>;
}

let count = 0;
/** Two at a time: more would only slow each other down on a village line. */
const AT_ONCE = 2;
const INCOMPLETE = "先写上标题、选好分类，才能上传。";

/** The files of one open editor that are on their way. */
export function useUploads(saver: Saver): Uploads {
  const [list, setList] = useState<Sending[]>([]);
  const now = useRef<Sending[]>([]);
  const aborts = useRef(new Map<number, AbortController>());
  useEffect(() => () => aborts.current.forEach((abort) => abort.abort()), []);

  const put = (next: Sending[]) => {
    now.current = next;
    setList(next);
    start();
  };
  const change = (id: number, patch: Partial<Sending>) => put(now.current.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  const forget = (id: number) => put(now.current.filter((one) => one.id !== id));

  /** A file belongs to a record: no use in sending it before there can be one. */
  const mustBeSavable = () => {
    if (!saver.record && missing(saver.mine)) throw new Error("incomplete");
  };

  const start = () => {
    const running = now.current.filter(({ state }) => state === "sending" || state === "attaching").length;
    const next = now.current.find(({ state }) => state === "waiting");
    if (next && running < AT_ONCE) void send(next);
  };

  const send = async ({ id, file }: Sending) => {
    const abort = new AbortController();
    aborts.current.set(id, abort);
    change(id, { state: "sending", part: 0, sentence: "" });
    try {
      mustBeSavable();
      const upload = await sendFile(file, { signal: abort.signal, onProgress: (part) => change(id, { part }) });
      change(id, { state: "attaching", part: 1 });
      await saver.run((record) => attach(record, upload, false));
      forget(id);
      announce(`已上传“${file.name}”`);
    } catch (problem) {
      if (!wasAborted(problem)) change(id, { state: "failed", sentence: `没有传上去：${reasonOf(problem)}` });
    } finally {
      aborts.current.delete(id);
    }
  };

  const add = (files: File[]) =>
    put([
      ...now.current,
      ...files.map((file): Sending => {
        const sentence = refusalOf(file) ?? "";
        return { id: ++count, file, state: sentence ? "refused" : "waiting", part: 0, sentence };
      }),
    ]);

  // A file that misses its mark would otherwise be opened in place of the page.
  const addRef = useRef(add);
  addRef.current = add;
  useEffect(() => {
    const isFiles = (event: DragEvent) => !event.defaultPrevented && Array.from(event.dataTransfer?.types ?? []).includes("Files");
    const over = (event: DragEvent) => void (isFiles(event) && event.preventDefault());
    const drop = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      addRef.current(Array.from(event.dataTransfer?.files ?? []));
    };
    window.addEventListener("dragover", over);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", drop);
    };
  }, []);

  const cancel = (id: number) => {
    aborts.current.get(id)?.abort();
    forget(id);
  };

  const picture = async (file: File): Promise<string | undefined> => {
    const refused = refusalOf(file);
    try {
      if (refused) throw new Error(refused);
      mustBeSavable();
      const upload = await sendFile(file, { signal: new AbortController().signal, onProgress: () => {} });
      const before = new Set(saver.record?.attachments.map(({ id }) => id) ?? []);
      const record = await saver.run((current) => attach(current, upload, true));
      return newPicture(record, before);
    } catch (problem) {
      announce(`图片没有插入：${refused ?? reasonOf(problem)}`, "error");
      return undefined;
    }
  };

  return { list, add, cancel, retry: (id) => change(id, { state: "waiting", sentence: "" }), picture };
}

const reasonOf = (problem: unknown): string =>
  problem instanceof Error && problem.message === "incomplete" ? INCOMPLETE : problemText(problem);

/** The attachment that was not there before. Attachments are added one after the other, so it is the last. */
function newPicture(record: MaterialRecord, before: ReadonlySet<string>): string | undefined {
  const added = record.attachments.filter(({ id, inline }) => inline && !before.has(id));
  const last = added[added.length - 1];
  return last && publicSource(record.id, last.id, last.fileName);
}
