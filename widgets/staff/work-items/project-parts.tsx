import { useState } from "preact/hooks";
import { workItemLimits } from "../../../functions/work-items/contract.ts";
import type { Milestone, WorkItem } from "../../../functions/work-items/item.contract.ts";
import { today } from "../calendar/words.ts";
import { confirm, Dialog } from "../shell/dialog.tsx";
import { useDraft } from "../shell/drafts.ts";
import { Button, TextArea } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { fieldError } from "../shell/problems.ts";
import type { Act } from "./use-act.ts";
import { lampWords } from "./words.ts";

/** 里程碑, each marked as done on its day. */
export function Milestones({ item, acting }: { item: WorkItem; acting: Act }) {
  if (item.milestones.length === 0) return null;
  const may = item.allowed.includes("milestone");
  const mark = async ({ id, title, doneOn }: Milestone) => {
    const done = doneOn === "";
    const text = done ? "今天完成了这一步。" : "标错了可以改回没有完成。";
    if ((await confirm({ title: `${done ? "完成" : "改回"}：${title}`, text, action: done ? "标记完成" : "改回" })) === undefined) return;
    const body = { version: item.version, doneOn: done ? today() : "" };
    await acting.act("PUT", `/milestones/${id}`, body, done ? "已标记完成" : "已改回");
  };
  return (
    <section class="card stack form-card" aria-labelledby="work-milestones">
      <h2 id="work-milestones">里程碑</h2>
      <ol class="plain-list work-list">
        {item.milestones.map((one) => (
          <li key={one.id} class="toolbar">
            <span class="grow">
              <strong>{one.title}</strong> <span class="muted small">{one.date}</span>{" "}
              {one.doneOn ? (
                <span class="badge good">{one.doneOn} 完成</span>
              ) : (
                one.lamp !== "none" && <span class={`lamp small ${one.lamp}`}>{lampWords[one.lamp]}</span>
              )}
            </span>
            {may && (
              <Button
                kind="plain"
                busy={acting.busy}
                aria-label={`${one.doneOn ? "改回" : "标记完成"}：${one.title}`}
                onClick={() => void mark(one)}
              >
                {one.doneOn ? "改回" : "标记完成"}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function PledgeDialog({ item, acting, onClose }: { item: WorkItem; acting: Act; onClose: () => void }) {
  const draft = useDraft(`work-pledge:${item.id}`, item.responsibility?.text ?? "");
  const [tried, setTried] = useState(false);
  const empty = draft.value.trim() === "";
  const save = async () => {
    setTried(true);
    if (empty || !(await acting.act("PUT", "/responsibility", { version: item.version, text: draft.value }, "已保存目标责任"))) return;
    draft.clear(draft.value);
    onClose();
  };
  return (
    <Dialog
      title="目标责任"
      wide
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            先不保存
          </Button>
          <Button busy={acting.busy} onClick={() => void save()}>
            保存
          </Button>
        </>
      }
    >
      <p>写明每个人负责什么、达到什么目标。改动以后，要重新签订。</p>
      <TextArea
        label="目标责任"
        name="responsibility"
        required
        rows={10}
        maxLength={workItemLimits.responsibility}
        value={draft.value}
        error={tried && empty ? "请写目标责任。" : fieldError(acting.problem, "text")}
        onInput={draft.set}
      />
    </Dialog>
  );
}

/** 目标责任 of a project: its text, and who has signed it. */
export function ResponsibilityPart({ item, acting }: { item: WorkItem; acting: Act }) {
  const [writing, setWriting] = useState(false);
  const { responsibility, allowed, kind } = item;
  if (kind !== "项目") return null;
  const sign = async () => {
    const text = `您签的是上面这一份（第 ${responsibility!.revision} 稿）。以后改动，要重新签。`;
    if ((await confirm({ title: "签订目标责任", text, action: "签订" })) === undefined) return;
    await acting.act("POST", "/signatures", { revision: responsibility!.revision }, "已签订目标责任");
  };
  return (
    <section class="card stack form-card" aria-labelledby="work-responsibility">
      <h2 id="work-responsibility">目标责任</h2>
      {responsibility ? (
        <>
          <p class="work-text">{responsibility.text}</p>
          <dl class="facts">
            <dt>已签订</dt>
            <dd>{responsibility.signatures.map(({ name, at }) => `${name}（${dateTime(at)}）`).join("、") || "还没有人签"}</dd>
            {responsibility.unsigned.length > 0 && (
              <>
                <dt>还没签</dt>
                <dd>{responsibility.unsigned.join("、")}</dd>
              </>
            )}
          </dl>
        </>
      ) : (
        <p class="muted">还没有写目标责任。</p>
      )}
      <div class="toolbar">
        {allowed.includes("sign") && (
          <Button busy={acting.busy} onClick={() => void sign()}>
            签订
          </Button>
        )}
        {allowed.includes("pledge") && (
          <Button kind="plain" onClick={() => setWriting(true)}>
            {responsibility ? "修改目标责任" : "写目标责任"}
          </Button>
        )}
      </div>
      {writing && <PledgeDialog item={item} acting={acting} onClose={() => setWriting(false)} />}
    </section>
  );
}
