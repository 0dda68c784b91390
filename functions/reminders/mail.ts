import type { Deps } from "../deps.ts";
import type { Channel } from "./channels.table.ts";
import type { Failure } from "./contract.ts";
import type { Message } from "./rules.ts";

const PATIENCE = 10_000;

/** The codes of nodemailer's errors (its documentation, "Error codes"). */
function reasonOf(error: unknown): Failure {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const number = responseCode === undefined ? {} : { code: responseCode };
  if (code === "EAUTH" || code === "ENOAUTH" || code === "EOAUTH2") return { reason: "mail-sign-in", ...number };
  if (code === "ETIMEDOUT") return { reason: "timeout" };
  // 4xx is for now, 5xx for good (RFC 5321, 4.2.1).
  if (code === "EENVELOPE") return { reason: (responseCode ?? 550) < 500 ? "refused" : "recipients", ...number };
  if (responseCode !== undefined) return { reason: "refused", ...number };
  return { reason: "unreachable" };
}

/** Sends one plain-text mail to all recipients of the channel. @returns why it was not taken, if it was not; never throws */
export async function sendMail(deps: Deps, { recipients }: Channel, { subject, text }: Message): Promise<Failure | undefined> {
  const { mail } = deps.config;
  if (!mail) return { reason: "no-mail-server" };
  if (recipients.length === 0) return { reason: "recipients" };
  // Loaded by the first mail: most requests and installations send none.
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    url: mail.url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    dnsTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: { name: "干训讲堂", address: mail.from }, to: recipients, subject, text });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    transport.close();
  }
}
