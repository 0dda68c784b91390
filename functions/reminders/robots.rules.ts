import type { ChannelKind, Failure, FailureReason } from "./contract.ts";

type RobotKind = Exclude<ChannelKind, "mail">;

/** What stands for a reason in the answers of each service. */
const reasons: Record<RobotKind, Record<number, FailureReason>> = {
  // developer.work.weixin.qq.com, 全局错误码: no such robot; over 20 messages a minute; caller's address.
  wecom: { 93000: "gone", 93004: "gone", 93008: "gone", 45009: "too-often", 60020: "caller-refused" },
  // open.dingtalk.com, 自定义机器人: robot stopped or unknown; over 20 messages a minute.
  dingtalk: { 300001: "gone", 300005: "gone", 400013: "gone", 400101: "gone", 130101: "too-often", 410100: "too-often" },
  // open.feishu.cn, 自定义机器人使用指南.
  feishu: {
    19001: "gone",
    19002: "refused",
    19021: "signature",
    19022: "caller-refused",
    19024: "keyword",
    9499: "too-often",
    11232: "too-often",
  },
};

/** 钉钉 gives one code for three settings of the robot and says in words which. */
function dingtalkSetting(words: string): FailureReason {
  if (/sign|timestamp|签名/i.test(words)) return "signature";
  if (/keyword|关键词/i.test(words)) return "keyword";
  return /ip|whitelist|白名单/i.test(words) ? "caller-refused" : "refused";
}

/**
 * What an answer of 200 says: all three services say there whether the message was taken (errcode 0; 飞书 code 0, in older answers
 * StatusCode 0).
 * @param body the JSON of the answer, whatever it is
 * @returns undefined when it was taken
 */
export function failureIn(kind: RobotKind, body: unknown): Failure | undefined {
  if (typeof body !== "object" || body === null) return { reason: "answer-odd" };
  const answer = body as Record<string, unknown>;
  const code = kind === "feishu" ? (answer["code"] ?? answer["StatusCode"]) : answer["errcode"];
  if (typeof code !== "number" || !Number.isSafeInteger(code)) return { reason: "answer-odd" };
  if (code === 0) return undefined;
  if (kind === "dingtalk" && code === 310000) return { reason: dingtalkSetting(String(answer["errmsg"])), code };
  return { reason: reasons[kind][code] ?? "refused", code };
}
