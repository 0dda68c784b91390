import { type Tab, textAt, until } from "../support/tab.ts";

const LIST = "gxjt-materials >>> ";
const FORM = "gxjt-feedback >>> ";

/** Letters beyond every old code page: GB 18030 names, an emoji of several code points, what HTML and JSON would spoil. */
const RARE = "𠮷䶮㛃 😀👨‍👩‍👧 “引号”—— &lt;b&gt; \\u4e00 é 〇";

/** Waits until a text appears somewhere in the widget. Runs in the page. */
function says(tag: string, selector: string, words: string): boolean {
  const found = document.querySelector(tag)?.shadowRoot?.querySelectorAll(selector) ?? [];
  return Array.from(found).some((one) => one.textContent.includes(words));
}

/**
 * What a visitor comes for: search, open a material, hand in feedback, look it up again.
 * @param look is called wherever something new has come
 * @returns what the API holds under the 查询码, and what was typed
 */
export async function walkMainWay(
  tab: Tab,
  name: string,
  column: string,
  look = async (): Promise<void> => {},
): Promise<{ typed: string; kept: string }> {
  const typed = `${name} ${RARE}`;
  // Typed first: the server takes a form that is sent within 3 s for a robot's.
  await tab.type(`${FORM}textarea`, typed);

  await tab.type(`${LIST}input[name=q]`, "论语");
  await tab.click(`${LIST}form button`);
  await until(tab, "the search", says, "gxjt-materials", "li h3", "论语心得");
  await look();
  await tab.click(`${LIST}li h3 a`);
  await until(tab, "the material", says, "gxjt-materials", "article h2", "论语心得");
  await textAt(tab, `${LIST}article .text p`);
  await look();
  await tab.click(`${LIST}.back a`);
  await until(tab, "the list", says, "gxjt-materials", "li h3", "论语心得");

  await tab.click(`${FORM}form > button`);
  const code = (await textAt(tab, `${FORM}.code`)).trim();
  await look();
  await tab.click(`${FORM}.tabs button:nth-child(2)`);
  await tab.type(`${FORM}#code`, code);
  await tab.click(`${FORM}.ask button`);
  await until(tab, "what is seen under the code", says, "gxjt-feedback", ".progress", "𠮷䶮㛃 😀👨‍👩‍👧");
  await look();
  const answer = await fetch(`${column}/api/feedback/receipts/${code}`);
  return { typed, kept: ((await answer.json()) as { text: string }).text };
}
