import type { Deps } from "../deps.ts";
import type { WhoAmI } from "../people/contract.ts";
import { cleanHtml } from "../word/clean-html.ts";
import type { CheckAnswer, CheckInput } from "./queue.contract.ts";
import { maySee } from "./rules.ts";
import { findLines } from "./table.ts";
import { ALIKE, likeness } from "./titles.rules.ts";
import { titleCandidates } from "./titles.table.ts";
import { listedWords } from "./words.ts";

const MOST_SIMILAR = 5;

/** Records with the same title or one much like it, the likest first; only such as this person may see. */
async function similarTitles({ store }: Deps, who: WhoAmI, id: string, title: string): Promise<CheckAnswer["similar"]> {
  const candidates = (await titleCandidates(store, title)).filter((candidate) => candidate !== id);
  const lines = (await findLines(store, candidates)).filter((line) => maySee(line, who));
  return lines
    .map((line) => ({ line, alike: likeness(line.title, title) }))
    .filter(({ alike }) => alike >= ALIKE)
    .toSorted((a, b) => b.alike - a.alike)
    .slice(0, MOST_SIMILAR)
    .map(({ line, alike }) => ({
      id: line.id,
      title: line.title,
      category: line.category,
      state: line.state,
      live: line.live,
      updatedAt: line.updatedAt,
      same: alike === 1,
    }));
}

/** What an editor should know before handing in: records of the same or a similar title, and words of the list. Changes nothing. */
export async function checkMaterial(deps: Deps, who: WhoAmI, { id, ...checked }: CheckInput): Promise<CheckAnswer> {
  const body = checked.body === "" ? "" : await cleanHtml(checked.body);
  const [similar, words] = await Promise.all([similarTitles(deps, who, id, checked.title), listedWords(deps, { ...checked, body })]);
  return { similar, words };
}
