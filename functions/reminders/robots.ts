import { createHmac } from "node:crypto";
import type { Deps } from "../deps.ts";
import { robotAddress } from "./addresses.rules.ts";
import type { Channel } from "./channels.table.ts";
import type { Failure } from "./contract.ts";
import { failureIn } from "./robots.rules.ts";
import type { Message } from "./rules.ts";
import { openRobot, type Robot } from "./sealed.ts";

const PATIENCE = 10_000;
const MOST_ANSWER = 64 * 1024;

const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");

/** Address and body of the call, as each service wants them. Text is the one kind of message that is shown everywhere. */
function callOf(kind: Channel["kind"], url: URL, { secret }: Robot, { text }: Message, now: number): { url: URL; body: object } {
  if (kind === "feishu") {
    const timestamp = String(Math.floor(now / 1000));
    // Here the text to be signed is the key, and nothing is signed with it.
    const signed = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, "") } : {};
    return { url, body: { ...signed, msg_type: "text", content: { text } } };
  }
  if (kind === "dingtalk" && secret) {
    url.searchParams.set("timestamp", String(now));
    url.searchParams.set("sign", hmac(secret, `${now}\n${secret}`));
  }
  return { url, body: { msgtype: "text", text: { content: text } } };
}

/** The body, as long as it is no longer than an answer may be. */
async function boundedText(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > MOST_ANSWER) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** Posts one message to a group's robot. Follows no redirection. @returns why it did not arrive, if it did not; never throws */
export async function sendToRobot(deps: Deps, channel: Channel, message: Message): Promise<Failure | undefined> {
  if (channel.kind === "mail") return { reason: "address-refused" };
  const robot = openRobot(deps, channel);
  if (!robot) return { reason: "sealed" };
  // The operator may have taken a host back since the address was saved.
  const address = robotAddress(channel.kind, robot.address, deps.config.reminderOrigins ?? []);
  if (!address) return { reason: "address-refused" };
  const { url, body } = callOf(channel.kind, address, robot, message, deps.clock());
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await boundedText(response);
    if (response.status >= 300 && response.status < 400) return { reason: "redirected" };
    const answer = parsed(text);
    // 飞书 answers some refusals with 400 and its code.
    const refusal = answer === undefined ? undefined : failureIn(channel.kind, answer);
    if (response.ok) return answer === undefined ? { reason: "answer-odd" } : refusal;
    if (refusal?.code) return refusal;
    return { reason: response.status === 429 ? "too-often" : "http", code: response.status };
  } catch (error) {
    return { reason: (error as Error).name === "TimeoutError" ? "timeout" : "unreachable" };
  }
}
