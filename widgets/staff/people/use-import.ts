import { useEffect, useRef, useState } from "preact/hooks";
import { newKey } from "../shell/api.ts";
import { useDraft } from "../shell/drafts.ts";
import type { RowFault } from "./import-preview.tsx";
import { matchColumns, type ImportColumn } from "./match-columns.ts";
import { readTableFile, TableFileProblem, tableFileSentences } from "./table-file.ts";

const CHECK_AFTER = 500;
const MOST_ROWS = 500;

interface Kept<F extends string> {
  fileName: string;
  rows: Record<F, string>[];
  ignored: string[];
  /** Of these very rows: a try whose answer was lost is repeated under it, and nobody is created twice. */
  key: string;
}

export interface ImportAnswer {
  errors: RowFault[];
  created: unknown[];
}

interface ImportOptions<F extends string, A extends ImportAnswer> {
  /** Names the copy on the device. */
  name: string;
  columns: readonly ImportColumn<F>[];
  send: (rows: Record<F, string>[], dryRun: boolean, key?: string) => Promise<A>;
}

/** An import on its way: file, rows, what the server says about them, and the answer at the end. */
export function useImport<F extends string, A extends ImportAnswer>({ name, columns, send }: ImportOptions<F, A>) {
  const draft = useDraft<Kept<F> | null>(name, null);
  const [faults, setFaults] = useState<readonly RowFault[]>();
  const [checking, setChecking] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [problem, setProblem] = useState<unknown>();
  const [fileProblem, setFileProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<A>();
  const rows = draft.value?.rows;
  const round = useRef(0);

  const learn = (errors: readonly RowFault[]) => {
    setFaults(errors);
    setOpen((before) => new Set([...before, ...errors.map(({ row }) => row)]));
  };
  const check = async () => {
    if (!rows || rows.length === 0) return;
    round.current += 1;
    const own = round.current;
    try {
      // With the key, so that names which a try of these very rows has taken already are no fault.
      const { errors } = await send(rows, true, draft.value?.key);
      if (own !== round.current) return;
      learn(errors);
      setProblem(undefined);
      setChecking(false);
    } catch (error) {
      if (own === round.current) setProblem(error);
    }
  };
  useEffect(() => {
    if (!rows || answer) return undefined;
    // What the last check found stays in place while one types.
    setChecking(true);
    const timer = window.setTimeout(() => void check(), CHECK_AFTER);
    return () => window.clearTimeout(timer);
  }, [rows]);

  const put = (next: Omit<Kept<F>, "key">) => draft.set({ ...next, key: newKey() });
  const read = async (file: File) => {
    setBusy(true);
    setFileProblem(undefined);
    setOpen(new Set());
    setFaults(undefined);
    try {
      const matched = matchColumns(await readTableFile(file.name, file), columns);
      if (matched.missing.length > 0) setFileProblem(`表格里没有找到“${matched.missing.join("”“")}”一列，请对照模板检查标题。`);
      else if (matched.rows.length === 0) setFileProblem("表格里没有内容。");
      else if (matched.rows.length > MOST_ROWS)
        setFileProblem(`一次最多 ${MOST_ROWS} 行，这份表格有 ${matched.rows.length} 行，请分几次导入。`);
      else put({ fileName: file.name, rows: matched.rows, ignored: matched.ignored });
    } catch (error) {
      setFileProblem(error instanceof TableFileProblem ? tableFileSentences[error.code] : tableFileSentences.damaged);
    }
    setBusy(false);
  };
  const run = async () => {
    if (!draft.value || !rows) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const done = await send(rows, false, draft.value.key);
      learn(done.errors);
      if (done.errors.length === 0) {
        setAnswer(done);
        draft.clear(null);
      }
    } catch (error) {
      setProblem(error);
    }
    setBusy(false);
  };
  return {
    fileName: draft.value?.fileName ?? "",
    ignored: draft.value?.ignored ?? [],
    rows,
    faults,
    checking,
    open,
    problem,
    fileProblem,
    busy,
    answer,
    read,
    check,
    run,
    cell: (row: number, field: F, text: string) =>
      draft.value &&
      put({ ...draft.value, rows: draft.value.rows.map((cells, place) => (place === row ? { ...cells, [field]: text } : cells)) }),
    remove: (row: number) => {
      if (!draft.value) return;
      const moved = (place: number) => (place > row ? place - 1 : place);
      setOpen(new Set([...open].filter((place) => place !== row).map(moved)));
      setFaults(faults?.filter((fault) => fault.row !== row).map((fault) => ({ ...fault, row: moved(fault.row) })));
      put({ ...draft.value, rows: draft.value.rows.filter((_, place) => place !== row) });
    },
    restart: () => {
      setFaults(undefined);
      setOpen(new Set());
      setAnswer(undefined);
      setProblem(undefined);
      draft.clear(null);
    },
  };
}
