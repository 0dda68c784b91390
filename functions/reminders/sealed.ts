import type { Deps } from "../deps.ts";
import { keysFor } from "../platform/ids.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { Channel } from "./channels.table.ts";

/** What only the sender may read of a robot. */
export interface Robot {
  address: string;
  /** Empty without one. */
  secret: string;
}

const keysOf = ({ config }: Deps) => keysFor(config, "reminders");

/** Sealed for one channel: carried over to another it does not open. */
export function sealRobot(deps: Deps, channel: string, robot: Robot): string {
  return seal(keysOf(deps)[0], JSON.stringify(robot), channel);
}

/** @returns undefined when the installation's secret has changed since, and no previous one is given */
export function openRobot(deps: Deps, { id, sealed }: Pick<Channel, "id" | "sealed">): Robot | undefined {
  const text = unseal(keysOf(deps), sealed, id);
  return text === undefined ? undefined : (JSON.parse(text) as Robot);
}

/** Seals anew what a previous secret has sealed. @returns undefined where nothing is to be done */
export function resealRobot(deps: Deps, { id, sealed }: Pick<Channel, "id" | "sealed">): string | undefined {
  const [own, ...older] = keysOf(deps);
  if (sealed === "" || older.length === 0 || unseal([own], sealed, id) !== undefined) return undefined;
  const text = unseal(older, sealed, id);
  return text === undefined ? undefined : seal(own, text, id);
}
