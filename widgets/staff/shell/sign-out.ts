import { api } from "./api.ts";
import { announce } from "./announce.tsx";
import { confirm } from "./dialog.tsx";
import { clearDrafts, countDrafts } from "./drafts.ts";
import { rememberPerson } from "./last-person.ts";
import { problemText } from "./problems.ts";

/** Signs out; what lies unsaved on the device goes too, after a question, since the next person may use the same machine. */
export async function signOut(): Promise<void> {
  const drafts = countDrafts();
  if (drafts > 0) {
    const text = `这台电脑上还存着您 ${drafts} 份没有保存到系统的内容，退出后会一并清除。`;
    const left = await confirm({ title: "退出登录", text, action: "清除并退出", cancel: "先不退出", danger: true });
    if (left === undefined) return;
  }
  try {
    await api("DELETE", "/api/staff/session");
    clearDrafts();
    rememberPerson(null);
    location.hash = "";
    location.reload();
  } catch (error) {
    announce(problemText(error), "error");
  }
}
