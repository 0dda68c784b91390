import { useState } from "preact/hooks";
import type { WorkItem } from "../../../functions/work-items/item.contract.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { problemText } from "../shell/problems.ts";
import { go, href } from "../shell/router.ts";
import { useMe } from "../shell/session.ts";
import { DelayDialog, EndDialog } from "./step-dialogs.tsx";
import type { Act } from "./use-act.ts";
import { stepWords } from "./words.ts";

/** What can be done with the item now, as buttons; each dialog keeps what is typed in it. */
export function Steps({ item, acting, onEdit, onSupervise }: { item: WorkItem; acting: Act; onEdit: () => void; onSupervise: () => void }) {
  const [dialog, setDialog] = useState<"delay" | "close" | "cancel">();
  const me = useMe();
  const { allowed, version, id } = item;
  const may = (action: WorkItem["allowed"][number]) => allowed.includes(action);
  const open = (which: typeof dialog) => {
    acting.forget();
    setDialog(which);
  };
  const plain = async (step: "start" | "resume", text: string, done: string) => {
    if ((await confirm({ title: stepWords[step], text, action: stepWords[step] })) === undefined) return;
    await acting.act("POST", "/steps", { step, version }, done);
  };
  const discard = async () => {
    if (
      (await confirm({ title: "删除草拟", text: "还没有开始推进的可以删除，删除后不能恢复。", action: "删除", danger: true })) === undefined
    )
      return;
    try {
      await api("DELETE", `/api/staff/work-items/${id}`, { version });
      announce("已删除");
      go("/work");
    } catch (problem) {
      announce(problemText(problem), "error");
    }
  };
  // Also of what is closed: who answers for it may still tell the public how it ended.
  const answers = me.roles.includes("director") || me.id === item.owner.id || (me.roles.includes("lead") && me.office === item.office);
  const tells = item.kind === "项目" && item.state !== "draft" && answers;
  if (allowed.length === 0 && !tells) return null;
  return (
    <div class="toolbar" role="group" aria-label="办理">
      {may("start") && (
        <Button
          busy={acting.busy}
          onClick={() => void plain("start", "开始以后，类型、组室、起止日期和汇报间隔不能再改，按时汇报。", "已开始推进")}
        >
          开始推进
        </Button>
      )}
      {may("report") && (
        <a class="button main" href={href("/work/reports", { item: id })}>
          报账
        </a>
      )}
      {may("close") && <Button onClick={() => open("close")}>注销</Button>}
      {may("delay") && (
        <Button kind={item.overdue ? "main" : "plain"} onClick={() => open("delay")}>
          说明未完成
        </Button>
      )}
      {may("resume") && (
        <Button
          busy={acting.busy}
          onClick={() => void plain("resume", `按新的时限 ${item.end} 继续推进；原来的时限留在记录里。`, "继续推进")}
        >
          继续推进
        </Button>
      )}
      {tells && (
        <a class="button plain" href={href(`/work/progress/${id}`)}>
          公开推进情况
        </a>
      )}
      {may("supervise") && (
        <Button kind="plain" onClick={onSupervise}>
          督办
        </Button>
      )}
      {may("change") && (
        <Button kind="plain" onClick={onEdit}>
          修改
        </Button>
      )}
      {may("cancel") && (
        <Button kind="danger" onClick={() => open("cancel")}>
          取消这一项
        </Button>
      )}
      {may("discard") && (
        <Button kind="danger" onClick={() => void discard()}>
          删除草拟
        </Button>
      )}
      {dialog === "delay" && <DelayDialog {...acting} item={item} onClose={() => setDialog(undefined)} />}
      {(dialog === "close" || dialog === "cancel") && (
        <EndDialog key={dialog} {...acting} item={item} step={dialog} onClose={() => setDialog(undefined)} />
      )}
    </div>
  );
}
