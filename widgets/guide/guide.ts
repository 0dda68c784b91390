// The page for those who build portals: its examples are changed and watched by what it describes, and by nothing else.
import { frameHelper, snippetOf, type SnippetChoice } from "../core/snippets.ts";

interface Gxjt {
  version: string;
  update(): void;
  destroy(): void;
}

const gxjt = (): Gxjt | undefined => (window as { gxjt?: Gxjt }).gxjt;
const element = (id: string): HTMLElement => document.getElementById(id)!;

// The lines to copy name the address where this page stands.
const here = location.href.split("/embed/")[0]!;
for (const code of document.querySelectorAll("code")) {
  if (code.textContent.includes("https://column.example.gov.cn")) {
    code.textContent = code.textContent
      .split("https://column.example.gov.cn")
      .join(code.dataset["origin"] === undefined ? here : location.origin);
  }
}

// The same lines as the workbench gives out.
const shown: SnippetChoice = { mode: "script", part: "materials", category: "", limit: 3, reserve: false };
const snippets: Record<string, string> = { helper: frameHelper(location.origin) };
for (const mode of ["script", "plain-tags", "frame", "link"] as const) snippets[mode] = snippetOf(here, { ...shown, mode });
for (const code of document.querySelectorAll<HTMLElement>("[data-lines]")) code.textContent = snippets[code.dataset["lines"]!] ?? "";

const names = ["heading", "limit", "category"];

element("try").addEventListener("input", (event) => {
  const list = element("try-list");
  const form = event.currentTarget as HTMLFormElement;
  const given = names
    .map((name) => [name, form.querySelector<HTMLInputElement>(`[name=${name}]`)!.value] as const)
    .filter(([, value]) => value);
  for (const name of names) list.removeAttribute(name);
  for (const [name, value] of given) list.setAttribute(name, value);
  element("try-code").textContent = `<gxjt-materials${given.map(([name, value]) => ` ${name}="${value}"`).join("")}></gxjt-materials>`;
  gxjt()?.update();
});
element("try").addEventListener("submit", (event) => event.preventDefault());

/** The rule of a theme as it stands in our own style sheet, so that the text to copy is what is seen. */
function ruleOf(theme: string): string {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSStyleRule && rule.selectorText === `.theme-${theme}`) {
        const lines = [...rule.style].map((name) => `  ${name}: ${rule.style.getPropertyValue(name).trim()};`);
        return `gxjt-materials, gxjt-feedback {\n${lines.join("\n")}\n}`;
      }
    }
  }
  return "/* 什么也不写 */";
}

for (const button of document.querySelectorAll<HTMLElement>("[data-theme]")) {
  button.addEventListener("click", () => {
    const theme = button.dataset["theme"]!;
    for (const other of document.querySelectorAll("[data-theme]")) other.setAttribute("aria-pressed", String(other === button));
    element("themed").className = `live theme-${theme}`;
    element("theme-code").textContent = ruleOf(theme);
  });
}

for (const name of ["ready", "open", "close", "sent", "error"]) {
  document.addEventListener(`gxjt:${name}`, (event) => {
    const version = gxjt()?.version;
    if (version) element("version").textContent = version;
    const line = document.createElement("li");
    line.textContent = `gxjt:${name} ${(event.target as Element).localName} ${JSON.stringify((event as CustomEvent<object>).detail ?? {})}`;
    element("heard").prepend(line);
    while (element("heard").childElementCount > 6) element("heard").lastElementChild!.remove();
  });
}

element("update").addEventListener("click", () => gxjt()?.update());
element("destroy").addEventListener("click", () => gxjt()?.destroy());
