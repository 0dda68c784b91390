import "./account.css";
import { api } from "./shell/api.ts";
import { problemText } from "./shell/problems.ts";

const query = location.search;
// What the provider sent is used once and stays neither in the address nor in the history.
history.replaceState(null, "", location.pathname);

/** Hands over what the provider sent back, then goes on where the person was. */
async function finish(): Promise<void> {
  const message = document.getElementById("message")!;
  message.textContent = "正在登录……";
  try {
    const { to } = await api<{ to: string }>("POST", "/api/staff/oidc", { query });
    location.replace(`/staff/${to}`);
  } catch (problem) {
    message.textContent = problemText(problem);
    message.dataset["kind"] = "error";
    document.getElementById("back")!.hidden = false;
  }
}

void finish();
