import { useEffect, useState } from "preact/hooks";
import type { CheckAnswer } from "../../../functions/materials/queue.contract.ts";
import { api } from "../shell/api.ts";
import { isOnline } from "../shell/online.ts";
import { toSend, type Values } from "./editor-values.ts";

const PAUSE = 1500;
const nothing: CheckAnswer = { similar: [], words: [] };

/** Titles like this one and listed words, asked for while one writes. A check that fails holds nothing up. */
export function useChecks(id: string | undefined, values: Values, fileNames: string[]): CheckAnswer {
  const [found, setFound] = useState(nothing);
  const { title, summary, body, author, source, questions } = toSend(values);
  const asked = { id: id ?? "", title, summary, body, author, source, questions, attachments: fileNames };
  const text = JSON.stringify(asked);
  useEffect(() => {
    if (title === "" && body === "") {
      setFound(nothing);
      return undefined;
    }
    const abort = new AbortController();
    const timer = window.setTimeout(() => {
      if (isOnline())
        api<CheckAnswer>("POST", "/api/staff/materials/check", asked, { signal: abort.signal }).then(setFound, () => undefined);
    }, PAUSE);
    return () => {
      window.clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return found;
}
