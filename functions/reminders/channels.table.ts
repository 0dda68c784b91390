import { Problem } from "../http/problem.ts";
import type { Item, NewItem, Store, TransactOperation } from "../store/store.ts";
import { MOST_CHANNELS, type ChannelKind, type ReminderKind } from "./contract.ts";

// The public function has no right to this table.
const TABLE = "people";
const PK = "reminder-channel";

export interface Channel {
  id: string;
  kind: ChannelKind;
  name: string;
  kinds: ReminderKind[];
  on: boolean;
  recipients: string[];
  /** Where the robot stands, to be shown. */
  host: string;
  secretSet: boolean;
  /** Address and secret of the robot under seal; empty for mail. */
  sealed: string;
  version: number;
}

const channelKey = (id: string) => ({ pk: PK, sk: id });
const channelOf = (item: Item): Channel => ({ ...(item["channel"] as unknown as Channel), id: item.sk, version: item.version });

/** All channels in the order of their making. */
export async function listChannels(store: Store): Promise<Channel[]> {
  const { items } = await store.query({ table: TABLE, pk: PK, limit: MOST_CHANNELS + 1 });
  return items.map(channelOf);
}

/** @throws Problem not-found */
export async function channelFor(store: Store, id: string | undefined): Promise<Channel> {
  const item = id ? await store.get(TABLE, channelKey(id)) : undefined;
  if (!item) throw new Problem("not-found");
  return channelOf(item);
}

/** Writes the channel: a new one (version 0), or at the version it was read with. */
export function putChannel({ version, ...channel }: Channel): TransactOperation {
  const item: NewItem = { ...channelKey(channel.id), channel };
  return { put: { table: TABLE, item, condition: version === 0 ? { ifAbsent: true } : { ifVersion: version } } };
}

export function deleteChannel(id: string, version: number): TransactOperation {
  return { delete: { table: TABLE, key: channelKey(id), ifVersion: version } };
}
