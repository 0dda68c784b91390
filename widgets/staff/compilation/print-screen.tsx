import "./compilation.css";
import { useEffect } from "preact/hooks";
import type { Compilation } from "../../../functions/compilation/contract.ts";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import type { Block, Run } from "../official-paper/block.ts";
import type { Content } from "./content.ts";
import { loadContent } from "./load-content.ts";

/** A run inside the tags of its look. */
function Text({ run }: { run: Run }) {
  const lines = run.text.split("\n").flatMap((text, place) => (place > 0 ? [<br key={place} />, text] : [text]));
  let shown = <>{lines}</>;
  if (run.bold) shown = <strong>{shown}</strong>;
  if (run.italic) shown = <em>{shown}</em>;
  if (run.underline) shown = <u>{shown}</u>;
  if (run.strike) shown = <s>{shown}</s>;
  if (run.sub) shown = <sub>{shown}</sub>;
  if (run.sup) shown = <sup>{shown}</sup>;
  return shown;
}
const texts = (runs: readonly Run[]) => runs.map((run, place) => <Text key={place} run={run} />);

function Written({ block }: { block: Block }) {
  if (block.kind === "paragraph") return <p class={block.centred ? "centred" : ""}>{texts(block.runs)}</p>;
  if (block.kind === "picture") return <img src={block.src} alt={block.alt} />;
  if (block.kind === "heading") {
    const Tag = ({ 2: "h3", 3: "h4", 4: "h5" } as const)[block.level];
    return <Tag>{texts(block.runs)}</Tag>;
  }
  return (
    <table>
      <tbody>
        {block.rows.map((row, at) => (
          <tr key={at}>
            {row.map(({ runs, header, columns, rows }, place) => {
              const Tag = header ? "th" : "td";
              return (
                <Tag key={place} colSpan={columns} rowSpan={rows}>
                  {texts(runs)}
                </Tag>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Paper({ content }: { content: Content }) {
  const { title, issue, date, department, preface, articles } = content;
  return (
    <article class="gazette">
      <header class="gazette-cover">
        <p class="masthead">{title}</p>
        {issue && <p>{issue}</p>}
        <footer>
          {department && <p>{department}</p>}
          <p>{date}</p>
        </footer>
      </header>
      {preface.length > 0 && (
        <section>
          <h2>前言</h2>
          {preface.map((text, place) => (
            <p key={place}>{text}</p>
          ))}
        </section>
      )}
      <section>
        <h2>目录</h2>
        <ol class="gazette-contents">
          {articles.map((article) => (
            <li key={article.id}>
              {article.title}
              {article.author && <span>{article.author}</span>}
            </li>
          ))}
        </ol>
      </section>
      {articles.map((article) => (
        <section key={article.id}>
          <h2>{article.title}</h2>
          {article.author && <p class="byline">{article.author}</p>}
          {article.blocks.map((block, place) => (
            <Written key={place} block={block} />
          ))}
        </section>
      ))}
    </article>
  );
}

/** `#/compilations/:id/print`: the same content as the Word file on A4 pages. */
export default function PrintScreen({ params }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad(
    async (signal) => loadContent(await api<Compilation>("GET", `/api/staff/compilations/${id}`, undefined, { signal }), signal),
    [id],
  );
  // The head of the screen is no part of the paper.
  useEffect(() => {
    document.body.classList.add("on-paper");
    return () => document.body.classList.remove("on-paper");
  }, []);
  return (
    <Screen
      title="专刊打印版"
      note="打印时请选 A4，不缩放，不要浏览器自带的页眉页脚。"
      actions={
        <>
          <a class="button plain" href={href(`/compilations/${id}`)}>
            返回
          </a>
          <Button onClick={() => window.print()}>打印</Button>
        </>
      }
    >
      <Load from={from}>
        {(content) => (
          <>
            {content.missing.length > 0 && <p class="form-error">已撤回的没有印出：{content.missing.join("、")}</p>}
            <Paper content={content} />
          </>
        )}
      </Load>
    </Screen>
  );
}
