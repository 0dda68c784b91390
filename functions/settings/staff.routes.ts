import * as v from "valibot";
import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { route } from "../http/route.ts";
import { ConditionFailed } from "../store/store.ts";
import { categoryUsesOf, refuseDropped, rename } from "./categories.ts";
import { categoryUses, renameInput } from "./category.contract.ts";
import { renamingsAfter } from "./category.rules.ts";
import { versionedSettings } from "./contract.ts";
import { readSettings, readStored, writeSettings } from "./table.ts";
import { wordList } from "./words.contract.ts";
import { readWordList, writeWordList } from "./words.table.ts";

/** Runs a change; who comes second is shown what the first has made of it. */
async function orConflict(deps: Deps, change: () => Promise<void>, current: () => Promise<unknown> = () => readSettings(deps.store)) {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    throw new Problem("conflict", { current: await current() });
  }
}

export const settingsStaffRoutes = [
  route("GET", "/api/staff/settings", { summary: "The column's settings", answer: versionedSettings }, ({ deps }) =>
    readSettings(deps.store),
  ),

  route(
    "PUT",
    "/api/staff/settings",
    { summary: "Replace the settings; a category in use cannot be dropped", body: versionedSettings, answer: versionedSettings },
    async ({ deps, body, person }) => {
      const { version, ...settings } = body;
      await orConflict(deps, async () => {
        const before = await readStored(deps.store);
        if (before.version !== version) throw new ConditionFailed();
        const renamed = renamingsAfter(before.renamed, settings.categories);
        await refuseDropped(deps, before.settings, settings);
        await writeSettings(deps, person, settings, version, { renamed });
      });
      return readSettings(deps.store);
    },
  ),

  route(
    "GET",
    "/api/staff/settings/portals",
    {
      summary: "Portals that the operator's environment lists beside the settings",
      answer: v.strictObject({ fixed: v.array(v.string()) }),
    },
    async ({ deps }) => ({ fixed: deps.config.portalOrigins }),
  ),

  route("GET", "/api/staff/settings/categories", { summary: "How many materials each category holds", answer: categoryUses }, ({ deps }) =>
    categoryUsesOf(deps),
  ),

  route(
    "POST",
    "/api/staff/settings/categories/rename",
    { summary: "Give a category another name; its materials follow", body: renameInput, answer: versionedSettings },
    async ({ deps, body, person }) => {
      await orConflict(deps, () => rename(deps, person, body.from, body.to, body.version));
      return readSettings(deps.store);
    },
  ),

  route("GET", "/api/staff/settings/words", { summary: "The word list", answer: wordList }, ({ deps }) => readWordList(deps.store)),

  route(
    "PUT",
    "/api/staff/settings/words",
    {
      summary: "Replace the word list; `version` is its own",
      body: wordList,
      answer: v.strictObject({ version: v.number() }),
      // 20,000 words of 40 characters at three bytes, and their quotation marks.
      maxBytes: 2_600_000,
    },
    async ({ deps, body, person }) => {
      await orConflict(
        deps,
        () => writeWordList(deps, person, body),
        async () => ({ version: (await readWordList(deps.store)).version }),
      );
      return { version: body.version + 1 };
    },
  ),
];
