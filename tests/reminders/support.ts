import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { ChannelInput, ChannelView, RemindersView } from "../../functions/reminders/contract.ts";
import { reminderKinds } from "../../functions/reminders/contract.ts";
import { newColumn, type Column } from "../support/column.ts";

export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

/** A server on this machine that stands for the three services: keeps what it is sent and answers as it is told. */
export async function robotServer() {
  const received: Received[] = [];
  const told: { answer: (response: ServerResponse, to: Received) => void } = {
    answer: (response, { path }) =>
      response.end(path.includes("/hook/") ? '{"StatusCode":0,"code":0,"msg":"success"}' : '{"errcode":0,"errmsg":"ok"}'),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname, searchParams } = new URL(request.url!, "http://robot.test");
      const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
      const call: Received = { method: request.method!, path: pathname, query: searchParams, headers: request.headers, body };
      received.push(call);
      response.setHeader("content-type", "application/json");
      told.answer(response, call);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, received, told };
}

export const KEY = "693a91f6-7abc-4bc4-97a0-0ec2sifa5aaa";
export const addressOf = (origin: string, kind: string) =>
  kind === "wecom"
    ? `${origin}/cgi-bin/webhook/send?key=${KEY}`
    : kind === "dingtalk"
      ? `${origin}/robot/send?access_token=${KEY}`
      : `${origin}/open-apis/bot/v2/hook/${KEY}`;

/** A column whose robots may stand on this server; `admin` signs in anew, since sessions end while the clock is moved. */
export async function columnWith(origins: string[], more: Parameters<typeof newColumn>[0] = {}) {
  const column = await newColumn({ reminderOrigins: origins, publicOrigin: "http://column.test", ...more });
  return { column, admin: () => column.signIn(["admin"]) };
}

export async function addChannel(
  column: Column,
  admin: () => Promise<string>,
  input: Partial<ChannelInput> & Pick<ChannelInput, "kind">,
): Promise<ChannelView> {
  const body = { name: "工作群", kinds: [...reminderKinds], on: true, version: 0, ...input };
  const answer = await column.call<ChannelView>("POST", "/api/staff/reminders/channels", { cookie: await admin(), body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

export const readReminders = async (column: Column, admin: () => Promise<string>) =>
  (await column.call<RemindersView>("GET", "/api/staff/reminders", { cookie: await admin() })).body;

export const testChannel = async (column: Column, admin: () => Promise<string>, { id }: { id: string }) =>
  column.call<{ failure?: { reason: string; code?: number } }>("POST", `/api/staff/reminders/channels/${id}/test`, {
    cookie: await admin(),
  });
