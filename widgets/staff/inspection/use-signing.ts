import { useRef, useState } from "preact/hooks";
import type { Sheet } from "../../../functions/inspection/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { problemText } from "../shell/problems.ts";
import type { Loaded } from "../shell/use-load.ts";
import { monthName, sameLines } from "./words.ts";

const CHANGED = "字数或批阅刚有变化，已换成最新的，请核对后再签字。";

/** Signing a sheet: waits for what is being saved, asks, and signs exactly what is on the screen. */
export function useSigning(month: string, from: Loaded<Sheet>, onFresh: (sheet: Sheet) => void) {
  const [busy, setBusy] = useState(false);
  const saving = useRef(new Set<Promise<unknown>>());
  const dirty = useRef(new Set<string>());
  const shown = useRef(from.value);
  shown.current = from.value;

  const track = (save: Promise<unknown>) => {
    saving.current.add(save);
    void save.finally(() => saving.current.delete(save));
  };
  const setDirty = (person: string, is: boolean) => void (is ? dirty.current.add(person) : dirty.current.delete(person));

  const steps = async () => {
    await Promise.allSettled(saving.current);
    // The field says that it is saved once it has been drawn again.
    await new Promise((done) => window.setTimeout(done, 50));
    if (dirty.current.size > 0) return announce(`还有 ${dirty.current.size} 条批阅没有保存，请先保存。`, "error");
    const path = `/api/staff/inspections/${month}`;
    const fresh = await api<Sheet>("GET", path);
    if (!shown.current || !sameLines(fresh.lines, shown.current.lines)) {
      onFresh(fresh);
      return announce(CHANGED, "error");
    }
    const without = fresh.lines.filter(({ remark }) => remark === "").length;
    const answer = await confirm({
      title: `在${monthName(month)}检查表上签字`,
      text:
        `签字后，这张表连同 ${fresh.lines.length} 人的字数和批阅永久锁定，任何人都不能再改，也不能撤回；各人可以看到给自己的批阅。` +
        (without > 0 ? `还有 ${without} 人没有写批阅。` : ""),
      action: "签字并锁定",
      danger: true,
    });
    if (answer === undefined) return;
    onFresh(await api<Sheet>("POST", `${path}/sign`, { fingerprint: fresh.fingerprint }));
    announce("已签字，检查表已锁定");
  };

  const sign = async () => {
    setBusy(true);
    try {
      await steps();
    } catch (problem) {
      const current = problem instanceof ApiProblem ? (problem.current as Sheet | undefined) : undefined;
      if (current) onFresh(current);
      announce(problem instanceof ApiProblem && problem.code === "conflict" ? CHANGED : problemText(problem), "error");
    } finally {
      setBusy(false);
    }
  };
  return { busy, sign, track, setDirty };
}
