import type { Deps } from "../deps.ts";
import { keyFor } from "../platform/ids.ts";
import { seal, unseal } from "../platform/seal.ts";
import type { Channel } from "./channels.table.ts";

/** What only the sender may read of a robot. */
export interface Robot {
  address: string;
  /** Empty without one. */
  secret: string;
}

const keyOf = ({ config }: Deps) => keyFor(config.secret, "reminders");

/** Sealed for one channel: carried over to another it does not open. */
export function sealRobot(deps: Deps, channel: string, robot: Robot): string {
  return seal(keyOf(deps), JSON.stringify(robot), channel);
}

/** @returns undefined when the installation's secret has changed since */
export function openRobot(deps: Deps, { id, sealed }: Pick<Channel, "id" | "sealed">): Robot | undefined {
  const text = unseal(keyOf(deps), sealed, id);
  return text === undefined ? undefined : (JSON.parse(text) as Robot);
}
