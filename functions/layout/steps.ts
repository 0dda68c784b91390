import { systemActor } from "../audit/table.ts";
import type { Deps } from "../deps.ts";
import { repairFigures } from "../figures/repair.ts";
import { copyOldEditions } from "../materials/old-editions.table.ts";
import { moveOldWordList } from "../settings/words.table.ts";

/**
 * One change of how things lie in the store. It may be carried out twice, late and by two machines at once, and while machines of
 * the version before still run: first it adds what the new version needs, and only the step of a later version takes away what the
 * old one read.
 */
export interface Step {
  /** Counted up by one; never reused. */
  number: number;
  what: string;
  /** @returns how much there was to change */
  carryOut: (deps: Deps) => Promise<number>;
}

/** Every step since the first layout, in order. A step that has been published is never changed. */
export const steps: readonly Step[] = [
  { number: 1, what: "views and downloads of before there were figures are filed by month, category and unit", carryOut: repairFigures },
  {
    number: 2,
    what: "the word list moves from the settings into items of its own",
    carryOut: (deps) => moveOldWordList(deps, systemActor),
  },
  { number: 3, what: "earlier editions of materials are copied to where no draft lies beside them", carryOut: copyOldEditions },
];
