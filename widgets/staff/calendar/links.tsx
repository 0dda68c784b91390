import { useState } from "preact/hooks";
import type { CalendarLink } from "../../../functions/study-days/contract.ts";
import { copyText } from "../settings/copy.ts";
import { announce } from "../shell/announce.tsx";
import { api } from "../shell/api.ts";
import { confirm } from "../shell/dialog.tsx";
import { Button } from "../shell/form.tsx";
import { dateTime } from "../shell/format.ts";
import { problemText } from "../shell/problems.ts";
import { Load } from "../shell/states.tsx";
import { useLoad } from "../shell/use-load.ts";

const PATH = "/api/staff/calendar-link";

async function copy(text: string): Promise<void> {
  announce((await copyText(text)) ? "已复制" : "没有复制成功，请选中后复制。");
}

/** Addresses for the calendar of a phone: the public one, and one's own that can be revoked. */
export function CalendarLinks() {
  const from = useLoad((signal) => api<CalendarLink>("GET", PATH, undefined, { signal }), []);
  const [busy, setBusy] = useState(false);
  const open = `${location.origin}/calendar.ics`;

  const run = async (method: "POST" | "DELETE", done: string) => {
    setBusy(true);
    try {
      from.replace(await api<CalendarLink>(method, PATH));
      announce(done);
    } catch (problem) {
      announce(problemText(problem), "error");
    }
    setBusy(false);
  };
  const renew = async () => {
    const text = "旧链接马上失效，已经订阅的手机要换成新链接。";
    if ((await confirm({ title: "重新生成链接", text, action: "重新生成" })) !== undefined) await run("POST", "已生成新链接");
  };
  const revoke = async () => {
    const text = "用这个链接订阅的手机不再更新。";
    if ((await confirm({ title: "停用链接", text, action: "停用", danger: true })) !== undefined) await run("DELETE", "链接已停用");
  };

  return (
    <section class="card stack" aria-labelledby="calendar-links">
      <h2 id="calendar-links">订阅到手机日历</h2>
      <p>
        公开日历（日期、主题、地点）：<a href="/calendar.ics">{open}</a>{" "}
        <Button kind="quiet" onClick={() => void copy(open)}>
          复制
        </Button>
      </p>
      <Load from={from}>
        {({ active, createdAt, link }) => (
          <div class="stack">
            {link && (
              <p role="status">
                您的链接，只显示这一次，请现在复制：
                <br />
                <code class="calendar-link">{link}</code>{" "}
                <Button kind="plain" onClick={() => void copy(link)}>
                  复制链接
                </Button>
              </p>
            )}
            {active ? (
              <div class="toolbar">
                <span>您有自己的日历链接（含议程和学习资料），生成于 {dateTime(createdAt!)}。不要发给别人。</span>
                <Button kind="plain" busy={busy} onClick={() => void renew()}>
                  重新生成
                </Button>
                <Button kind="danger" busy={busy} onClick={() => void revoke()}>
                  停用
                </Button>
              </div>
            ) : (
              <div class="toolbar">
                <span>您自己的日历还有议程和学习资料，用一个只给您的链接订阅，随时可以停用。</span>
                <Button kind="plain" busy={busy} onClick={() => void run("POST", "已生成链接")}>
                  生成我的链接
                </Button>
              </div>
            )}
          </div>
        )}
      </Load>
    </section>
  );
}
