import type { ChannelKind } from "./contract.ts";

/** The public services' own hosts, each with the path and the key that its robots have. */
const robots: Record<Exclude<ChannelKind, "mail">, { origin: string; fits: (url: URL) => boolean }> = {
  wecom: {
    origin: "https://qyapi.weixin.qq.com",
    fits: ({ pathname, searchParams }) => pathname === "/cgi-bin/webhook/send" && Boolean(searchParams.get("key")),
  },
  dingtalk: {
    origin: "https://oapi.dingtalk.com",
    fits: ({ pathname, searchParams }) => pathname === "/robot/send" && Boolean(searchParams.get("access_token")),
  },
  feishu: { origin: "https://open.feishu.cn", fits: ({ pathname }) => /^\/open-apis\/bot\/v2\/hook\/[\w-]{8,100}$/.test(pathname) },
};

/**
 * The address of a robot, if one may be called there (ASVS 1.3.6): on the service's own host or an origin that the operator has named,
 * and only where robots are. Asked when it is saved and again before each call.
 * @param operators exact origins of the operator's environment
 */
export function robotAddress(kind: Exclude<ChannelKind, "mail">, text: string, operators: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const { origin, fits } = robots[kind];
  if (url.origin !== origin && !operators.includes(url.origin)) return undefined;
  if (url.username || url.password || url.hash || !fits(url)) return undefined;
  return url;
}
