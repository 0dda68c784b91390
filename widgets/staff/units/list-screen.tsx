import "../people/people.css";
import { useState } from "preact/hooks";
import type { UnitLines } from "../../../functions/units/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api, ApiProblem } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { href, useLeaveGuard } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";
import { FoundUnits } from "./found-units.tsx";

function move(ids: readonly string[], id: string, by: -1 | 1): string[] {
  const from = ids.indexOf(id);
  const next = [...ids];
  next.splice(from, 1);
  next.splice(Math.max(0, from + by), 0, id);
  return next;
}

/** The list with its order under one's hands; nothing is written before 保存顺序. */
function Ordering({ lines, onDone }: { lines: UnitLines; onDone: (lines?: UnitLines) => void }) {
  const [ids, setIds] = useState(lines.items.map(({ id }) => id));
  const [busy, setBusy] = useState(false);
  useLeaveGuard(true);
  const byId = new Map(lines.items.map((line) => [line.id, line]));
  const save = async () => {
    setBusy(true);
    try {
      onDone(await api<UnitLines>("PUT", "/api/staff/unit-order", { ids, version: lines.orderVersion }));
      announce("已保存顺序");
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === "conflict") onDone(problem.current as UnitLines);
      announce(problemText(problem), "error");
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <div class="card toolbar">
        <span class="grow">用“上移”“下移”排好顺序，公众的表单按这个顺序列出单位。</span>
        <Button busy={busy} onClick={() => void save()}>
          保存顺序
        </Button>
        <Button kind="plain" onClick={() => onDone()}>
          取消
        </Button>
      </div>
      <ol class="plain-list card order-list">
        {ids.map((id, place) => {
          const name = byId.get(id)?.name ?? id;
          return (
            <li key={id} class="toolbar order-line">
              <span class="grow">
                {place + 1}. {name}
              </span>
              <Button kind="plain" disabled={place === 0} aria-label={`上移${name}`} onClick={() => setIds(move(ids, id, -1))}>
                上移
              </Button>
              <Button kind="plain" disabled={place === ids.length - 1} aria-label={`下移${name}`} onClick={() => setIds(move(ids, id, 1))}>
                下移
              </Button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** #/units: the 基层单位 with their contacts. */
export default function UnitsScreen({ query }: ScreenProps) {
  const lines = useLoad((signal) => api<UnitLines>("GET", "/api/staff/units", undefined, { signal }), []);
  const [ordering, setOrdering] = useState(false);
  return (
    <Screen
      title="单位"
      note="公众留言、下载学习包时从这里选择单位。"
      actions={
        !ordering && (
          <>
            {(lines.value?.items.length ?? 0) > 1 && (
              <Button kind="plain" onClick={() => setOrdering(true)}>
                调整顺序
              </Button>
            )}
            <a class="button plain" href={href("/units/import")}>
              从表格导入
            </a>
            <a class="button main" href={href("/units/new")}>
              新建单位
            </a>
          </>
        )
      }
    >
      <Load from={lines}>
        {(value) =>
          value.items.length === 0 ? (
            <Empty
              title="还没有单位"
              hint="有了单位，基层才能以单位名义留言和下载。"
              action={
                <a class="button main" href={href("/units/new")}>
                  新建单位
                </a>
              }
            />
          ) : ordering ? (
            <Ordering
              lines={value}
              onDone={(changed) => {
                if (changed) lines.replace(changed);
                setOrdering(false);
              }}
            />
          ) : (
            <FoundUnits lines={value.items} query={query} />
          )
        }
      </Load>
    </Screen>
  );
}
