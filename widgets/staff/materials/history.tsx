import "./materials.css";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import type { RevisionLine, RevisionList } from "../../../functions/materials/history.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { problemText } from "../shell/problems.ts";
import { go, href, setQuery } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { Comparison } from "./compare.tsx";
import { HistoryLists } from "./history-lists.tsx";

interface Read {
  record: MaterialRecord;
  list: RevisionList;
}

async function read(id: string, signal: AbortSignal): Promise<Read> {
  const path = `/api/staff/materials/${id}`;
  const [record, first] = await Promise.all([
    api<MaterialRecord>("GET", path, undefined, { signal }),
    api<RevisionList>("GET", `${path}/revisions`, undefined, { signal }),
  ]);
  let list = first;
  // A hundred lines a page; there are seldom more, and two versions can only be compared when both can be chosen.
  for (let page = 0; page < 4 && list.cursor; page += 1) {
    const more = await api<RevisionList>("GET", `${path}/revisions?cursor=${encodeURIComponent(list.cursor)}`, undefined, { signal });
    list = { ...list, items: [...list.items, ...more.items], cursor: more.cursor };
  }
  return { record, list };
}

/** Only a draft takes a version back; how the record becomes one. */
function restoreHint({ allowed }: MaterialRecord): string | undefined {
  if (allowed.includes("revise")) return "要恢复以前的一稿，先回到资料点“修订”。";
  return allowed.includes("return") ? "要恢复以前的一稿，先回到资料点“退回”。" : undefined;
}

/** Asks, brings a version back, and leads to the record. */
async function restore({ record }: Read, line: RevisionLine, onFailed: () => void): Promise<void> {
  const sure = await confirm({
    title: `恢复第 ${line.number} 稿`,
    text: "正文、标题和附件都回到那一稿的样子。现在的一稿会保留在这里，随时可以再恢复。",
    action: "恢复这一版",
  });
  if (sure === undefined) return;
  try {
    await api("POST", `/api/staff/materials/${record.id}/restore`, { version: record.version, number: line.number });
    announce(`已恢复第 ${line.number} 稿`);
    go(`/materials/${record.id}`);
  } catch (problem) {
    const conflict = problem instanceof ApiProblem && problem.code === "conflict";
    announce(conflict ? "这份资料刚被别人改过，已重新载入，请看过再恢复。" : problemText(problem), "error");
    onFailed();
  }
}

/** 版本与比较: who wrote what when, what was published, and any two side by side in one text. */
export default function MaterialHistory({ params, query }: ScreenProps) {
  const id = params["id"]!;
  const from = useLoad((signal) => read(id, signal), [id]);
  const title = from.value ? `版本与比较：${from.value.record.title}` : "版本与比较";
  return (
    <Screen
      title={title}
      actions={
        <a class="button plain" href={href(`/materials/${id}`)}>
          回到资料
        </a>
      }
    >
      <Load from={from}>
        {(value) => {
          const { items, editions } = value.list;
          const newest = items[0];
          const before = query["from"] ?? (items[1] ? `r${items[1].number}` : editions[0] ? `e${editions[0].edition}` : undefined);
          const after = query["to"] ?? (newest && `r${newest.number}`);
          const choose = (pair: { from: string; to: string }) => {
            setQuery(pair);
            // On a narrow screen the comparison stands below the list.
            window.setTimeout(() => document.getElementById("comparison")?.focus(), 0);
          };
          return (
            <div class="history-columns">
              <HistoryLists
                list={value.list}
                from={before}
                to={after}
                hint={restoreHint(value.record)}
                onCompare={choose}
                onRestore={value.record.allowed.includes("edit") ? (line) => void restore(value, line, from.reload) : undefined}
              />
              {before && after ? (
                <Comparison id={id} list={value.list} from={before} to={after} onChoose={setQuery} />
              ) : (
                <p class="card state">现在只有一稿。有人再改、隔十分钟再改或走过一步之后，这里就能看出改了什么。</p>
              )}
            </div>
          );
        }}
      </Load>
    </Screen>
  );
}
