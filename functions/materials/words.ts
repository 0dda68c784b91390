import type { Deps } from "../deps.ts";
import { knownOf } from "../feedback/known.ts";
import { wordsIn } from "../feedback/known-words.ts";
import { plainText as plainWord } from "../feedback/word-list.ts";
import { Problem } from "../http/problem.ts";
import { normalise } from "../search/normalise.ts";
import { plainText } from "../word/plain-text.ts";
import type { Material } from "./contract.ts";
import { checkedFields, type CheckInput, type FoundWord } from "./queue.contract.ts";

const AROUND = 12;
const MOST = 20;

export type Checked = Omit<CheckInput, "id">;

export function checkedOf({ title, summary, body, author, source, questions, attachments }: Material): Checked {
  const names = attachments.filter(({ inline }) => !inline).map(({ fileName }) => fileName);
  return { title, summary, body, author, source, questions, attachments: names };
}

/** The place in the original that reads as `plain`, with a few characters on both sides; empty when it cannot be told. */
function aroundWord(text: string, plain: string): string {
  const { text: folded, starts, ends } = normalise(text);
  // The folded text keeps single spaces, the word none: what is left after dropping them is counted back.
  const places = Array.from(folded, (_, at) => at).filter((at) => folded[at] !== " ");
  const at = places
    .map((place) => folded[place])
    .join("")
    .indexOf(plain);
  if (at < 0) return "";
  const [from, to] = [starts[places[at]!]!, ends[places[at + plain.length - 1]!]!];
  return text
    .slice(Math.max(0, from - AROUND), to + AROUND)
    .replace(/\s+/g, " ")
    .toWellFormed()
    .replaceAll("\ufffd", "");
}

/** Words of the settings' list that a text holds, by field, at most 20 in all. */
export async function listedWords(deps: Deps, checked: Checked): Promise<FoundWord[]> {
  const { words } = await knownOf(deps);
  const found: FoundWord[] = [];
  for (const field of checkedFields) {
    const value = checked[field];
    const text = field === "body" ? plainText(checked.body) : Array.isArray(value) ? value.join("\n") : value;
    for (const word of wordsIn(words, text)) found.push({ word, field, around: aroundWord(text, plainWord(word)) });
  }
  return found.slice(0, MOST);
}

/**
 * The reason why listed words may stand in a text that goes a step further; empty when it holds none.
 * @throws Problem words-found, naming field and word, when there are some and no reason is given
 */
export async function overruled(deps: Deps, material: Material, reason = ""): Promise<string> {
  const found = await listedWords(deps, checkedOf(material));
  if (found.length === 0) return "";
  if (reason === "") throw new Problem("words-found", { errors: found.map(({ field, word }) => ({ field, code: word })) });
  return reason;
}
