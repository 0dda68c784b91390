import { useState } from "preact/hooks";
import type { ColumnSettings, VersionedSettings } from "../../../functions/settings/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import { useLeaveGuard } from "../shell/router.ts";
import type { SectionProps } from "./section.tsx";

type Part<K extends keyof ColumnSettings> = Pick<ColumnSettings, K>;

export interface SectionState<K extends keyof ColumnSettings> {
  mine: Part<K>;
  set: (change: Partial<Part<K>>) => void;
  dirty: boolean;
  busy: boolean;
  problem: unknown;
  /** What somebody else has saved meanwhile in the same fields. */
  theirs: Part<K> | undefined;
  /** True when unsaved changes of an earlier visit were found on the device. */
  recovered: boolean;
  save: () => void;
  /** After a conflict: saves what the person has chosen. */
  choose: (chosen: Part<K>) => void;
  /** Goes on from settings that something else has saved. */
  rebase: (saved: VersionedSettings) => void;
  /** Back to what is saved. */
  undo: () => void;
  closeConflict: () => void;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function part<K extends keyof ColumnSettings>(settings: ColumnSettings, names: readonly K[]): Part<K> {
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as Part<K>;
}

/**
 * The fields of one section while they are being edited. All sections are one record on the server: when somebody has changed other
 * fields meanwhile, both changes are kept without a question; only the same fields are shown side by side.
 */
export function useSection<K extends keyof ColumnSettings>(
  key: string,
  names: readonly K[],
  { settings, onSaved }: SectionProps,
): SectionState<K> {
  // The draft remembers what it was made from, so that a change that was saved while it lay on the device is noticed.
  const draft = useDraft(`settings:${key}`, { base: settings, mine: part(settings, names) });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [current, setCurrent] = useState<VersionedSettings>();
  const { base, mine } = draft.value;
  const dirty = !same(mine, part(base, names));
  useLeaveGuard(dirty);

  const done = (saved: VersionedSettings) => {
    draft.clear({ base: saved, mine: part(saved, names) });
    setCurrent(undefined);
    onSaved(saved);
    announce("已保存");
  };

  async function put(upon: VersionedSettings, fields: Part<K>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      done(await api<VersionedSettings>("PUT", "/api/staff/settings", { ...upon, ...fields }));
    } catch (error) {
      const now = error instanceof ApiProblem && error.code === "conflict" ? (error.current as VersionedSettings | undefined) : undefined;
      if (!now) setProblem(error);
      else if (same(part(now, names), part(upon, names))) await put(now, fields);
      else if (same(part(now, names), fields)) done(now);
      else setCurrent(now);
    } finally {
      setBusy(false);
    }
  }

  return {
    mine,
    set: (change) => draft.set({ base, mine: { ...mine, ...change } }),
    dirty,
    busy,
    problem,
    theirs: current && part(current, names),
    recovered: dirty && draft.recoveredAt !== undefined,
    save: () => void put(base, mine),
    choose: (chosen) => {
      draft.set({ base: current!, mine: chosen });
      void put(current!, chosen);
    },
    rebase: (saved) => draft.clear({ base: saved, mine: part(saved, names) }),
    undo: () => {
      setProblem(undefined);
      draft.clear({ base: settings, mine: part(settings, names) });
    },
    closeConflict: () => setCurrent(undefined),
  };
}
