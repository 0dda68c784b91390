import { setTimeout as sleep } from "node:timers/promises";
import type { Material } from "../../functions/materials/contract.ts";
import type { Ask, Call } from "./cloud-caller.ts";

/** Steps that people take in a column in the cloud. They throw what goes wrong. */

const PASSWORD = "云上的一个长密码 7";

/** The session cookie that an answer gives. */
const sessionOf = (cookies: string[]) => cookies.find((cookie) => cookie.startsWith("__Host-sid="))!.split(";")[0]!;

/** The first administrator follows the link that the jobs function gave. @returns session, and the cookies as they were set */
export async function setUp(call: Call, link: string): Promise<{ session: string; cookies: string[] }> {
  const token = /\/staff\/set-up#(\S+) /.exec(link)![1];
  const { cookies } = await call("POST", "/api/staff/set-up", { token, login: "admin", name: "管理员", password: PASSWORD });
  return { session: sessionOf(cookies), cookies };
}

/** One account for each role, each with the password of its link. @returns their sessions */
export async function makeStaff(call: Call, admin: string, roles: readonly string[]): Promise<Record<string, string>> {
  const sessions: Record<string, string> = {};
  for (const role of roles) {
    const { body } = await call("POST", "/api/staff/people", { login: role, name: `演示${role}`, roles: [role] }, admin);
    const chosen = { token: /#(.+)$/.exec(body["link"])![1], password: PASSWORD };
    sessions[role] = sessionOf((await call("POST", "/api/staff/password-link", chosen)).cookies);
  }
  return sessions;
}

/** Signs in anew, as on another day. @returns the session */
export async function signIn(call: Call, login: string): Promise<string> {
  return sessionOf((await call("POST", "/api/staff/session", { login, password: PASSWORD })).cookies);
}

/** The three steps from a draft to the public, each by another person. */
export async function throughTheSteps(call: Call, staff: Record<string, string>, material: Material): Promise<Material> {
  let now = material;
  for (const [step, who] of [
    ["provide", "cadre"],
    ["review", "editor"],
    ["sign", "director"],
  ] as const)
    ({ body: now } = await call<Material>("POST", `/api/staff/materials/${now.id}/${step}`, { version: now.version }, staff[who]));
  return now;
}

/** Writes a material, posts its files to the bucket as a browser does, and publishes it. */
export async function publish(
  call: Call,
  staff: Record<string, string>,
  input: object,
  files: [name: string, bytes: Uint8Array][] = [],
): Promise<Material> {
  let { body: material } = await call<Material>("POST", "/api/staff/materials", input, staff["cadre"]);
  for (const [fileName, bytes] of files) {
    const { body: form } = await call("POST", "/api/staff/uploads", { fileName, bytes: bytes.length }, staff["cadre"]);
    const parts = new FormData();
    for (const [name, value] of Object.entries(form["fields"] as Record<string, string>)) parts.append(name, value);
    parts.append("file", new File([bytes as Uint8Array<ArrayBuffer>], "file"));
    const { status } = await fetch(form["url"], { method: "POST", body: parts });
    if (status !== 204) throw new Error(`the upload of ${fileName} was answered with ${status}`);
    const attached = { upload: form["upload"], version: material.version };
    ({ body: material } = await call<Material>("POST", `/api/staff/materials/${material.id}/attachments`, attached, staff["cadre"]));
  }
  return throughTheSteps(call, staff, material);
}

/** A visitor opens the form, takes three seconds, and sends it twice, as on a bad line. @returns both answers */
export async function handIn(ask: Ask, call: Call, input: object): Promise<{ status: number; text: string }[]> {
  const { body: form } = await call("GET", "/api/feedback/form");
  await sleep(3100);
  // As bytes: API Gateway hands bodies over as base64 when it takes them for such.
  const body = Buffer.from(JSON.stringify({ ...input, formToken: form["formToken"] }));
  const headers = { "content-type": "application/json", "idempotency-key": "0123456789abcdef" };
  return [await ask("POST", "/api/feedback", { headers, body }), await ask("POST", "/api/feedback", { headers, body })];
}

/** An editor accepts what waits first and answers it. */
export async function acceptAndAnswer(call: Call, editor: string, answer: string): Promise<void> {
  const { body: queue } = await call("GET", "/api/staff/feedback?state=pending", undefined, editor);
  let [entry] = queue["items"] as { id: string; version: number }[];
  for (const [step, more] of [
    ["accept", {}],
    ["answer", { office: "组织科", answer }],
  ] as const) {
    const path = `/api/staff/feedback/${entry!.id}/${step}`;
    ({ body: entry } = await call<{ id: string; version: number }>("POST", path, { version: entry!.version, ...more }, editor));
  }
}
