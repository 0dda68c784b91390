import "./account.css";
import type { ProblemCode } from "../../functions/http/problem.ts";

interface ProblemAnswer {
  code: ProblemCode;
  errors?: { field: string; code: string }[];
}

const sentences: Partial<Record<ProblemCode, string>> = {
  "sign-in-failed": "用户名或密码不对，或者账号已锁定（连续 5 次失败锁定 30 分钟）。",
  "set-up-closed": "这个链接无效、已过期或已用过，请找系统管理员重新生成。",
  "password-refused": "这个密码太常见或没有变化，请换一个。",
  "too-many": "尝试次数过多，请半小时后再试。",
  "login-taken": "这个用户名已有人使用。",
  unavailable: "服务暂时不可用，请稍后再试，已填的内容不会丢失。",
};
const fieldSentences: Record<string, string> = {
  min_length: "太短了。",
  max_length: "太长了。",
  regex: "只能用字母、数字、点、横线，2 到 32 个字符。",
  common: "这个密码太常见，请换一个。",
  unchanged: "新密码与现在的相同。",
};

const byId = (id: string) => document.getElementById(id);

function say(text: string, kind: "error" | "info" = "info"): void {
  const message = byId("message")!;
  message.textContent = text;
  message.dataset["kind"] = kind;
}

async function call(method: string, path: string, body?: object): Promise<Response> {
  const init: RequestInit = { method, headers: body ? { "content-type": "application/json" } : {} };
  return fetch(path, body ? { ...init, body: JSON.stringify(body) } : init);
}

function markFields(form: HTMLFormElement, problem: ProblemAnswer): void {
  let first: HTMLElement | undefined;
  for (const input of form.querySelectorAll("input")) {
    const error = problem.errors?.find(({ field }) => field === input.name);
    input.setAttribute("aria-invalid", String(error !== undefined));
    byId(`${input.name}-error`)!.textContent = error ? (fieldSentences[error.code] ?? "请检查这一项。") : "";
    if (error) first ??= input;
  }
  first?.focus();
}

/** Sends a form as JSON; whatever fails, what was typed stays. */
function onSubmit(id: string, path: string, done: () => void, more: () => object): void {
  const form = byId(id) as HTMLFormElement | null;
  const send = async (sent: HTMLFormElement) => {
    const button = sent.querySelector("button")!;
    button.disabled = true;
    say("请稍候……");
    try {
      const answer = await call("POST", path, { ...Object.fromEntries(new FormData(sent)), ...more() });
      if (answer.ok) {
        markFields(sent, { code: "internal" });
        sent.reset();
        done();
      } else {
        const problem = (await answer.json()) as ProblemAnswer;
        say(sentences[problem.code] ?? "没有成功，请检查所填内容后再试。", "error");
        markFields(sent, problem);
      }
    } catch {
      say("网络不通，请稍后再试，已填的内容不会丢失。", "error");
    }
    button.disabled = false;
  };
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}

const token = () => ({ token: location.hash.slice(1) });
const goToWorkbench = () => location.replace("/staff/");

onSubmit("set-up", "/api/staff/set-up", goToWorkbench, token);
onSubmit("choose", "/api/staff/password-link", goToWorkbench, token);
