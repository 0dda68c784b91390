export type AccountPage = "set-up" | "password" | "oidc";

const titles: Record<AccountPage, string> = { "set-up": "首次设置", password: "设置密码", oidc: "登录" };

const field = (name: string, label: string, type: string, autocomplete: string, hint = "") =>
  `<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required aria-describedby="${name}-error${hint ? ` ${name}-hint` : ""}">${
    hint ? `<small id="${name}-hint">${hint}</small>` : ""
  }<span class="error" id="${name}-error"></span></p>`;

const passwordHint = "至少 8 个字符，可以用汉字和空格；越长越好，不要用常见密码。";

const forms: Record<AccountPage, string> = {
  "set-up": `<p>建立第一个系统管理员账号。本页链接只能用一次，24 小时内有效。</p><form id="set-up">${field("login", "用户名（字母和数字）", "text", "username")}${field("name", "姓名", "text", "name")}${field("password", "密码", "password", "new-password", passwordHint)}<p><button>建立账号</button></p></form>`,
  password: `<p>请为您的账号设置密码。本页链接只能用一次。</p><form id="choose">${field("password", "新密码", "password", "new-password", passwordHint)}<p><button>设置密码</button></p></form>`,
  oidc: `<p id="back" hidden><a href="/staff/">回到登录页</a></p>`,
};

/** The files that a page names in its head: paths of its script, style sheets and modules to fetch at once. */
export interface PageFiles {
  script: string;
  styles: string[];
  preload: string[];
}

const head = (title: string, { script, styles, preload }: PageFiles) => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · 干训讲堂</title>${styles.map((file) => `<link rel="stylesheet" href="/staff/${file}">`).join("")}${preload
  .map((file) => `<link rel="modulepreload" href="/staff/${file}">`)
  .join("")}<script type="module" src="/staff/${script}"></script></head>`;

const noScript = "<noscript><p>本页需要启用 JavaScript。</p></noscript>";

/** A complete page without data in it; everything is done by its script against the API. */
export function accountPage(kind: AccountPage, files: PageFiles): string {
  return `${head(titles[kind], files)}
<body><main><h1>干训讲堂 <span>${titles[kind]}</span></h1><p id="message" role="status" aria-live="polite"></p>${forms[kind]}
${noScript}<p class="home"><a href="/column/">打开干训讲堂栏目</a></p></main></body></html>`;
}

/** The page of the workbench; sign-in is part of it. */
export function workbenchPage(files: PageFiles): string {
  return `${head("工作台", files)}
<body><div id="workbench"></div>${noScript}</body></html>`;
}

/** The frame in which an editor sees a draft as the portal will show it: the public widget itself, fed by the editor's page. */
export function previewPage(files: PageFiles): string {
  // Deferred scripts keep their order: ours stands in the API's place before the loader looks for its tags.
  return `${head("预览", files).replace("</head>", '<script src="/embed/gxjt.js" defer></script></head>')}
<body><gxjt-materials></gxjt-materials>${noScript}</body></html>`;
}
