import { Problem } from "../http/problem.ts";
import { route, type Call } from "../http/route.ts";
import { auditLine } from "../audit/table.ts";
import { materialRecord, reasonInput, signInput, stepInput, versionInput } from "./contract.ts";
import { materialFor } from "./drafting.ts";
import { refusals, stepMaterial, type StepOptions } from "./publishing.ts";
import { recordView } from "./record.ts";
import { revise, type StepName } from "./rules.ts";
import { atVersion } from "./saving.ts";
import { putWorking, type Working } from "./table.ts";

const A_YEAR = 366 * 24 * 3600 * 1000;

type StepCall = Pick<Call<{ version: number }>, "deps" | "params" | "person" | "body">;

/** One step on the record at the version that the caller has seen. */
async function step({ deps, params, person, body }: StepCall, name: Exclude<StepName, "publish">, options: StepOptions) {
  const permission = name === "provide" ? "edit" : "see";
  const current = await atVersion(deps, person, await materialFor(deps, params["id"], person, permission), body.version);
  return recordView(deps, person, await stepMaterial(deps, person, current, name, options));
}

const path = <S extends string>(name: S) => `/api/staff/materials/:id/${name}` as const;

export const stepStaffRoutes = [
  route("POST", path("provide"), { summary: "提供: hand a draft in for review", body: stepInput, answer: materialRecord }, async (call) =>
    step(call, "provide", call.body),
  ),

  route(
    "POST",
    path("review"),
    { summary: "保密审查: nothing secret goes online", body: stepInput, answer: materialRecord },
    async (call) => step(call, "review", call.body),
  ),

  route(
    "POST",
    path("sign"),
    { summary: "签发: publish now or at a given moment", body: signInput, answer: materialRecord },
    async (call) => {
      const { publishAt } = call.body;
      if (publishAt && Date.parse(publishAt) - call.now > A_YEAR)
        throw new Problem("invalid-body", { errors: [{ field: "publishAt", code: "too_late" }] });
      return step(call, "sign", call.body);
    },
  ),

  route(
    "POST",
    path("return"),
    { summary: "退回 to the provider with a reason", body: reasonInput, answer: materialRecord },
    async (call) => step(call, "return", { note: call.body.reason }),
  ),

  route(
    "POST",
    path("withdraw"),
    { summary: "撤回: take it off every public address", body: reasonInput, answer: materialRecord },
    async (call) => step(call, "withdraw", { note: call.body.reason }),
  ),

  route(
    "POST",
    path("revise"),
    { summary: "Open a published or withdrawn material for a new edition", body: versionInput, answer: materialRecord },
    async ({ deps, params, body, person, now }) => {
      const current = await atVersion(deps, person, await materialFor(deps, params["id"], person, "edit"), body.version);
      const open = refusals(() => revise(current, now)) as Working;
      await deps.store.transact([...putWorking(open), auditLine(now, person, "material.revise", `material#${current.id}`)]);
      return recordView(deps, person, { ...open, version: current.version + 1 });
    },
  ),
];
