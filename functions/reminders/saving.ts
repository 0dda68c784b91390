import type { Deps } from "../deps.ts";
import { Problem } from "../http/problem.ts";
import { robotAddress } from "./addresses.rules.ts";
import type { Channel } from "./channels.table.ts";
import type { ChannelInput, ChannelView } from "./contract.ts";
import { sealRobot } from "./sealed.ts";

const fault = (field: string, code: string) => new Problem("invalid-body", { errors: [{ field, code }] });

export function viewOf({ sealed: _, ...channel }: Channel): ChannelView {
  return channel;
}

/**
 * The channel that an input makes of what was there. A new address takes the old secret with it: the secret belongs to the robot.
 * @param before the channel as it is; undefined for a new one
 * @throws Problem invalid-body for an address where no robot may be called, and for mail to nobody
 */
export function channelFrom(deps: Deps, id: string, input: ChannelInput, before?: Channel): Channel {
  const { kind, name, kinds, on, version, address, secret } = input;
  if (before && before.kind !== kind) throw fault("kind", "picklist");
  const common = { id, kind, name, kinds, on, version };
  if (kind === "mail") {
    const recipients = input.recipients ?? [];
    if (recipients.length === 0) throw fault("recipients", "min_length");
    return { ...common, recipients, host: "", secretSet: false, sealed: "" };
  }
  // Without a new address only the secret could change, and it is sealed together with the address: both come anew.
  if (before && address === undefined && secret === undefined)
    return { ...common, recipients: [], host: before.host, secretSet: before.secretSet, sealed: before.sealed };
  const url = robotAddress(kind, address ?? "", deps.config.reminderOrigins ?? []);
  if (!url) throw fault("address", "robot_address");
  // 企业微信 knows no secret beside the address.
  const kept = kind === "wecom" ? "" : (secret ?? "");
  const sealed = sealRobot(deps, id, { address: url.href, secret: kept });
  return { ...common, recipients: [], host: url.host, secretSet: kept !== "", sealed };
}
