import "./people.css";
import type { ComponentChildren } from "preact";
import { announce } from "../shell/announce.tsx";
import { confirm } from "../shell/dialog.tsx";
import { Button, FormError } from "../shell/form.tsx";
import { href, useLeaveGuard } from "../shell/router.ts";
import { downloadExcel } from "../shell/sheets.ts";
import { Loading, Screen } from "../shell/states.tsx";
import { ChooseFile } from "./choose-file.tsx";
import { FaultList, ImportPreview, type PreviewColumn } from "./import-preview.tsx";
import type { ImportColumn } from "./match-columns.ts";
import { useImport, type ImportAnswer } from "./use-import.ts";

export interface ImportKind<F extends string, A extends ImportAnswer> {
  title: string;
  /** The list that this import adds to. */
  list: { path: string; name: string };
  /** What is counted: 人, 个单位. */
  unit: string;
  draft: string;
  columns: readonly (ImportColumn<F> & PreviewColumn<F> & { /** How to fill it in. */ hint: string })[];
  /** Rows that show how the template is filled in. */
  examples: string[][];
  sentence: (field: string, code: string, value: string) => string;
  send: (rows: Record<F, string>[], dryRun: boolean, key?: string) => Promise<A>;
  /** What is shown when all is done. */
  done: (answer: A) => ComponentChildren;
}

/** The steps of every import: template, file, mending, import, what came of it. */
export function ImportScreen<F extends string, A extends ImportAnswer>({ kind }: { kind: ImportKind<F, A> }) {
  const { title, list, unit, columns, examples, sentence } = kind;
  const state = useImport<F, A>({ name: kind.draft, columns, send: kind.send });
  const { rows, faults, answer } = state;
  useLeaveGuard(rows !== undefined && rows.length > 0 && !answer);
  const template = () =>
    void downloadExcel(`${title}模板.xlsx`, [
      { name: title, columns: columns.map(({ label }) => label), rows: examples },
      { name: "填写说明", columns: ["列", "怎样填写"], rows: columns.map(({ label, hint }) => [label, hint]) },
    ]).catch(() => announce("模板没有下载成功，请检查网络后再试。", "error"));
  const start = async () => {
    const sure = await confirm({ title: `导入 ${rows?.length ?? 0} ${unit}？`, text: "要么全部导入，要么一个也不导入。", action: "导入" });
    if (sure !== undefined) await state.run();
  };
  const back = (
    <a class="button plain" href={href(list.path)}>
      返回{list.name}
    </a>
  );
  if (answer)
    return (
      <Screen title={`${title}：完成`} actions={back}>
        {kind.done(answer)}
        <p>
          <Button kind="plain" onClick={state.restart}>
            再导入一份表格
          </Button>
        </p>
      </Screen>
    );
  return (
    <Screen title={title} actions={back} note={rows && `${state.fileName}，共 ${rows.length} 行`}>
      {!rows && (
        <section class="card stack">
          <h2>第一步　填好表格</h2>
          <p>第一行写标题，每行一{unit}。列的先后随意，多出来的列不读。</p>
          <dl class="facts">
            {columns.map(({ field, label, hint }) => (
              <>
                <dt key={field}>{label}</dt>
                <dd>{hint}</dd>
              </>
            ))}
          </dl>
          <div class="toolbar">
            <Button kind="plain" onClick={template}>
              下载模板
            </Button>
          </div>
          <h2>第二步　选择表格</h2>
          <p class="muted">先检查，后导入：选好以后还可以改，点“导入”之前什么也不会变。</p>
          <ChooseFile label="选择表格" busy={state.busy} onFile={(file) => void state.read(file)} />
          <div role="alert">{state.fileProblem && <p class="form-error">{state.fileProblem}</p>}</div>
        </section>
      )}
      {rows && (
        <section class="stack" aria-label="检查和导入">
          <div class="card stack">
            <div role="status">
              {(faults === undefined || (faults.length === 0 && state.checking)) && state.problem === undefined && rows.length > 0 && (
                <Loading />
              )}
              {faults?.length === 0 && rows.length > 0 && !state.checking && <p class="lamp">检查过了，{rows.length} 行都可以导入。</p>}
              {faults && faults.length > 0 && <p class="lamp red">有 {faults.length} 处要改，改好才能导入。点下面的位置可以直接去改：</p>}
              {rows.length === 0 && <p>没有要导入的内容了，请换一份表格。</p>}
            </div>
            {faults && faults.length > 0 && <FaultList columns={columns} rows={rows} faults={faults} sentence={sentence} />}
            {state.ignored.length > 0 && <p class="muted">这些列没有读：{state.ignored.join("、")}</p>}
            <FormError problem={state.problem} />
            <div class="toolbar">
              <Button
                busy={state.busy}
                disabled={rows.length === 0 || state.checking || faults === undefined || faults.length > 0}
                onClick={() => void start()}
              >
                导入 {rows.length} {unit}
              </Button>
              {state.problem !== undefined && (
                <Button kind="plain" onClick={() => void state.check()}>
                  再检查一次
                </Button>
              )}
              <Button kind="plain" onClick={state.restart}>
                换一份表格
              </Button>
            </div>
          </div>
          <ImportPreview
            caption={`${title}的内容`}
            columns={columns}
            rows={rows}
            faults={faults ?? []}
            open={state.open}
            sentence={sentence}
            onCell={state.cell}
            onRemove={state.remove}
          />
        </section>
      )}
    </Screen>
  );
}
