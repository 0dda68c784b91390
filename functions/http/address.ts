import { BlockList, isIP, SocketAddress } from "node:net";

/**
 * Reads the trusted proxies: addresses or CIDR ranges.
 * @throws Error with one sentence that names the first entry which is neither
 */
export function trustedProxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix, ...rest] = entry.trim().split("/");
    const family = isIP(address);
    const bits = Number(prefix);
    const longest = family === 6 ? 128 : 32;
    const wrong = family === 0 || rest.length > 0 || (prefix !== undefined && (!/^\d{1,3}$/.test(prefix) || bits > longest));
    if (wrong) throw new Error(`"${entry}" is neither an address nor a CIDR range of trusted proxies.`);
    const type = family === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, type);
    else list.addSubnet(address, bits, type);
  }
  return list;
}

const lists = new WeakMap<readonly string[], BlockList>();

function listOf(entries: readonly string[]): BlockList {
  const known = lists.get(entries) ?? trustedProxyList(entries);
  lists.set(entries, known);
  return known;
}

/**
 * One spelling per address: IPv4 behind `::ffff:` as IPv4, IPv6 in its canonical short form without zone; a port that some
 * proxies append is dropped.
 * @returns undefined for what is no address
 */
export function normalAddress(text: string): string | undefined {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(text.trim())?.[1] ?? text.trim();
  const address = (/^([\d.]+):\d+$/.exec(bare)?.[1] ?? bare).split("%")[0]!;
  const family = isIP(address);
  if (family === 0) return undefined;
  if (family === 4) return address;
  const canonical = new SocketAddress({ address, family: "ipv6" }).address;
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(canonical)?.[1] ?? canonical;
}

/**
 * The client's address. `X-Forwarded-For` counts only when the socket belongs to a trusted proxy, and then from the right: each
 * proxy appends what it saw, so the first address that is no proxy of ours is the last one that we may believe (ASVS 4.1.3).
 * @param trustedProxies addresses or CIDR ranges; pass the same array each time, its parsed form is kept with it
 * @returns a normal address, or "unknown" when the socket has none (it is gone, or a pipe)
 */
export function clientAddressFrom(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: readonly string[],
): string {
  let client = normalAddress(socketAddress ?? "");
  if (client === undefined) return "unknown";
  const trusted = listOf(trustedProxies);
  const isTrusted = (address: string) => trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  for (const hop of (forwardedFor ?? "").split(",").toReversed()) {
    if (!isTrusted(client)) return client;
    const address = normalAddress(hop);
    // Garbage in the chain: nothing further left can be believed.
    if (address === undefined) return client;
    client = address;
  }
  return client;
}

/** What a limit counts as one client: an IPv4 address, or the /64 network that one IPv6 line is given. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array<string>(8 - front.length - back.length).fill("0");
  return `${[...front, ...zeros, ...back].slice(0, 4).join(":")}::/64`;
}
