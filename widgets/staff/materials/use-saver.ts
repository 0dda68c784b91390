import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { api, newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { whenBack } from "../shell/online.ts";
import { rename } from "../shell/router.ts";
import { draftKey, type Kept } from "./editor-kept.ts";
import { Saver } from "./editor-saver.ts";
import { sameValues, sendable, valuesOf, type Values } from "./editor-values.ts";

export interface Saving {
  saver: Saver;
  change: (patch: Partial<Values>) => void;
}

/** The saver of one open editor, with a copy on the device of everything that the server does not have yet. */
export function useSaver(record: MaterialRecord | undefined, kept: Kept | undefined): Saving {
  const [, draw] = useState(0);
  const onChanged = useRef<() => void>(() => {});
  const [saver] = useState(() => {
    const made = new Saver(
      {
        create: (input, key) => api<MaterialRecord>("POST", "/api/staff/materials", input, { key }),
        update: (id, input, version) => api<MaterialRecord>("PUT", `/api/staff/materials/${id}`, { ...input, version }),
        newKey,
        now: () => Date.now(),
        later: (wait, run) => {
          const timer = window.setTimeout(run, wait);
          return () => window.clearTimeout(timer);
        },
        changed: () => onChanged.current(),
      },
      record,
      kept?.values,
      kept?.firstSave,
    );
    return made;
  });
  const id = saver.record?.id;
  const draft = useDraft<Kept | null>(draftKey(id), null);
  const keep = () => draft.set({ values: saver.mine, version: saver.record?.version ?? 0, firstSave: saver.firstSave });

  onChanged.current = () => {
    if (!saver.dirty) draft.clear(null);
    if (!id && saver.record) {
      // From now on the address names the record; the open screen stays as it is.
      draft.clear(null);
      rename(`/materials/${saver.record.id}/edit`);
    }
    draw((count) => count + 1);
  };

  const change = useCallback(
    (patch: Partial<Values>) => {
      const values = { ...saver.mine, ...patch };
      if (
        sameValues(sendable(values, saver.base), sendable(saver.mine, saver.base)) &&
        JSON.stringify(values.questions) === JSON.stringify(saver.mine.questions)
      ) {
        // Only spaces at an end, or half an address: worth showing, not worth saving.
        saver.mine = values;
        draw((count) => count + 1);
        return;
      }
      saver.change(values);
    },
    [saver],
  );

  // After every change that is not on the server yet; `useDraft` waits for a pause itself.
  const text = JSON.stringify(saver.mine);
  useEffect(() => {
    if (saver.dirty) keep();
  }, [text, id, saver.firstSave]);

  useEffect(() => {
    if (kept && record && kept.version !== record.version && !sameValues(kept.values, valuesOf(record))) saver.meet(record);
    else if (kept) void saver.flush();
    const stopWaiting = whenBack(() => void saver.flush());
    return () => {
      stopWaiting();
      // Leaving sends the last words off; should that fail, they are on the device.
      void saver.flush().then(
        () => saver.stop(),
        () => saver.stop(),
      );
    };
  }, []);

  return { saver, change };
}
