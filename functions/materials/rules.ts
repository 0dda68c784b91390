import type { ColumnSettings } from "../settings/contract.ts";
import type { WhoAmI } from "../people/contract.ts";
import { isoTime } from "../platform/clock.ts";
import type { Material, MaterialState, Step } from "./contract.ts";

export type StepName = Step["step"];

/** From which states a step is possible, and where it leads; publishing follows from signing. */
const steps: Record<StepName, { from: readonly MaterialState[]; to: MaterialState }> = {
  provide: { from: ["draft"], to: "to-review" },
  review: { from: ["to-review"], to: "to-sign" },
  sign: { from: ["to-sign"], to: "to-sign" },
  publish: { from: ["to-sign"], to: "published" },
  return: { from: ["to-review", "to-sign"], to: "draft" },
  withdraw: { from: ["draft", "to-review", "to-sign", "published"], to: "withdrawn" },
};

/** As much of a record as the rules of its steps ask for; of the steps, those since it was last provided do. */
export type Going = Pick<Material, "state" | "live" | "publishAt" | "createdBy" | "steps">;

/** Why a step was refused; `allowed` names the steps that are possible now. */
export class StepRefused extends Error {
  override name = "StepRefused";
  reason: "illegal-step" | "own-material";
  allowed: StepName[];
  constructor(reason: StepRefused["reason"], allowed: StepName[]) {
    super(reason);
    this.reason = reason;
    this.allowed = allowed;
  }
}

export function allowedSteps(material: Pick<Material, "state" | "live" | "publishAt">): StepName[] {
  return (Object.keys(steps) as StepName[]).filter((step) => {
    if (step === "publish") return material.state === "to-sign" && material.publishAt !== undefined;
    if (step === "sign" && material.publishAt !== undefined) return false;
    return steps[step].from.includes(material.state) && (step !== "withdraw" || material.live);
  });
}

/** The people of the present round: who provided last, and who reviewed after that. */
export function roundOf(material: Pick<Material, "steps">): { provider: string | undefined; reviewer: string | undefined } {
  const provided = material.steps.findLastIndex(({ step }) => step === "provide");
  const reviewed = material.steps.slice(provided + 1).findLast(({ step }) => step === "review");
  return { provider: material.steps[provided]?.by, reviewer: reviewed?.by };
}

/** Why this person may not take the step, whatever the role: who provides neither reviews nor signs, who reviews need not sign. */
export function barred(
  material: Going,
  step: StepName,
  who: string,
  settings: Pick<ColumnSettings, "threePeople">,
): "own-material" | "reviewed-it" | undefined {
  if (step !== "review" && step !== "sign") return undefined;
  const { provider, reviewer } = roundOf(material);
  if (who === provider || who === material.createdBy) return "own-material";
  return step === "sign" && settings.threePeople && who === reviewer ? "reviewed-it" : undefined;
}

/**
 * Takes one step. 提供 → 保密审查 → 签发: the last two are never the provider's (保密审查: 涉密不上网), and where the settings ask for
 * three people they are two different ones. Whoever wrote the draft counts as provider too.
 * @throws StepRefused
 */
export function takeStep<Record extends Going & Pick<Material, "updatedAt">>(
  material: Record,
  step: StepName,
  who: Pick<WhoAmI, "id" | "name">,
  now: number,
  settings: Pick<ColumnSettings, "threePeople">,
  { note = "", overrule = "" }: { note?: string | undefined; overrule?: string | undefined } = {},
): Record {
  if (!allowedSteps(material).includes(step)) throw new StepRefused("illegal-step", allowedSteps(material));
  if (barred(material, step, who.id, settings)) throw new StepRefused("own-material", allowedSteps(material));
  const at = isoTime(now);
  const taken: Step = { step, by: who.id, name: who.name, at, ...(note ? { note } : {}), ...(overrule ? { overrule } : {}) };
  const stepped = { ...material, state: steps[step].to, steps: [...material.steps, taken], updatedAt: at };
  delete stepped.publishAt;
  return stepped;
}

/** Opens a published or withdrawn material for a new edition; what the public sees stays as it is until that is signed. */
export function revise(material: Material, now: number): Material {
  if (material.state !== "published" && material.state !== "withdrawn") throw new StepRefused("illegal-step", allowedSteps(material));
  return { ...material, state: "draft", updatedAt: isoTime(now) };
}

/** Cadres see and edit their own drafts; the published is everybody's. */
export function maySee(material: Pick<Material, "createdBy" | "live">, who: WhoAmI): boolean {
  return material.live || mayEdit(material, who) || who.roles.includes("director");
}

/** Earlier versions hold what a review took out: only those who write and sign see them. */
export function maySeeHistory(material: Pick<Material, "createdBy">, who: WhoAmI): boolean {
  return mayEdit(material, who) || who.roles.includes("director");
}

export function mayEdit(material: Pick<Material, "createdBy">, who: WhoAmI): boolean {
  return material.createdBy === who.id || who.roles.includes("editor") || who.roles.includes("lead");
}

/** A reprint that nobody has authorised is shown by title and link only (国版办发〔2015〕3号). */
export function textIsPublic(material: Pick<Material, "origin" | "authorisation">): boolean {
  return material.origin === "own" || material.authorisation !== "";
}
