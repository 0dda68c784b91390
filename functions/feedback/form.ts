import type { Deps } from "../deps.ts";
import type { FormToken } from "./contract.ts";
import { newFormToken } from "./form-token.ts";
import { knownOf } from "./known.ts";

/** What a form needs before it can be sent: a fresh token, and the units to choose from. Writes nothing. */
export async function issueForm(deps: Deps): Promise<FormToken> {
  const { units } = await knownOf(deps);
  return { formToken: newFormToken(deps.config, deps.clock()), units: [...units].map(([id, name]) => ({ id, name })) };
}
