import "./inspection.css";
import { useState } from "preact/hooks";
import type { Line, Remark, Sheet } from "../../../functions/inspection/contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { href } from "../shell/router.ts";
import type { ScreenProps } from "../shell/screens.ts";
import { can, useMe } from "../shell/session.ts";
import { Empty, Load, Screen } from "../shell/states.tsx";
import { DataTable, type Column } from "../shell/table.tsx";
import { useLoad } from "../shell/use-load.ts";
import { RemarkField } from "./remark-field.tsx";
import { SignatureFacts } from "./signature.tsx";
import { useSigning } from "./use-signing.ts";
import { downloadSheet, monthName } from "./words.ts";

const figures: Column<Line>[] = [
  { key: "name", label: "姓名", names: true, render: ({ name }) => name },
  { key: "office", label: "组室", render: ({ office }) => office || "—" },
  { key: "characters", label: "笔记字数", numeric: true, render: ({ characters }) => characters },
  { key: "notes", label: "笔记篇数", numeric: true, render: ({ notes }) => notes },
  { key: "reflections", label: "心得篇数", numeric: true, render: ({ reflections }) => reflections },
];
const remarkText: Column<Line> = {
  key: "remark",
  label: "批阅",
  render: ({ remark }) => (remark ? <span class="inspection-remark">{remark}</span> : "—"),
};

/** `#/inspection/:month`: read, write the 批阅, sign; afterwards for ever as it was signed. */
export default function SheetScreen({ params }: ScreenProps) {
  const month = params["month"]!;
  const path = `/api/staff/inspections/${encodeURIComponent(month)}`;
  const from = useLoad((signal) => api<Sheet>("GET", path, undefined, { signal }), [month]);
  const director = can(useMe(), "director");
  // Fields begin anew with what came from the server; the device still keeps what was not saved.
  const [round, setRound] = useState(0);
  const fresh = (sheet: Sheet) => {
    from.replace(sheet);
    setRound((before) => before + 1);
  };
  const { busy, sign, track, setDirty } = useSigning(month, from, fresh);

  const exported = async (sheet: Sheet) => {
    try {
      await downloadSheet(sheet, director);
      announce("已导出 Excel 文件");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  const recount = async () => {
    try {
      fresh(await api<Sheet>("POST", `${path}/recount`));
      announce("已按现在的人员和笔记更新");
    } catch (problem) {
      announce(problemText(problem), "error");
      from.reload();
    }
  };
  const saved = (sheet: Sheet, { person, text, version }: Remark) => {
    const lines = sheet.lines.map((line) => (line.person === person ? { ...line, remark: text, remarkVersion: version } : line));
    from.replace({ ...sheet, lines });
  };
  const field = (sheet: Sheet): Column<Line> => ({
    key: "remark",
    label: "批阅",
    render: (line) => (
      <RemarkField
        key={`${line.person}:${round}`}
        month={month}
        line={line}
        onSaved={(remark) => saved(sheet, remark)}
        onDirty={setDirty}
        onSaving={track}
        onLocked={() => {
          announce("这张表刚刚已签字锁定。", "error");
          from.reload();
        }}
      />
    ),
  });

  const sheet = from.value;
  const open = sheet?.state === "open";
  const note = open
    ? director
      ? "点姓名看笔记，在右边写批阅。签字之前，字数随笔记变化；签字之后永久锁定。"
      : "部领导还没有签字，字数随笔记变化；签字后这里显示批阅。"
    : "已签字锁定，内容不再变化。";
  return (
    <Screen
      title={`${/^20\d\d-\d\d$/.test(month) ? monthName(month) : ""}笔记检查表`}
      note={sheet && note}
      actions={
        sheet && (
          <>
            <a class="button plain" href={href("/inspection")}>
              返回
            </a>
            <Button kind="plain" onClick={() => void exported(sheet)}>
              导出 Excel
            </Button>
            <a class="button plain" href={href(`/inspection/${month}/print`)}>
              打印
            </a>
          </>
        )
      }
    >
      <Load from={from}>
        {(value) => (
          <div class="stack">
            <p>
              {value.state === "signed" ? <span class="badge good">已签字锁定</span> : <span class="badge amber">待签字</span>}{" "}
              <span class="muted">{dateTime(value.madeAt)} 生成，按组室和姓名排列</span>
            </p>
            {value.signature && (
              <section class="card" aria-label="签字">
                <SignatureFacts signature={value.signature} />
              </section>
            )}
            {value.lines.length === 0 ? (
              <Empty title="表上没有可以看的人" hint="组室负责人看本组室的人；账号没有填组室的，请找系统管理员补上。" />
            ) : (
              <div class="inspection-table">
                <DataTable
                  caption={`${monthName(value.month)}笔记检查表`}
                  columns={[
                    ...figures,
                    ...(value.state === "open" && director ? [field(value)] : value.state === "signed" ? [remarkText] : []),
                  ]}
                  rows={value.lines}
                  rowKey={({ person }) => person}
                  rowHref={({ person }) => href(`/notes/people/${person}`, { month: value.month })}
                />
              </div>
            )}
            {value.state === "open" && director && (
              <div class="toolbar">
                <Button busy={busy} onClick={() => void sign()}>
                  签字并锁定
                </Button>
                <Button kind="plain" onClick={() => void recount()}>
                  更新人员名单
                </Button>
              </div>
            )}
          </div>
        )}
      </Load>
    </Screen>
  );
}
