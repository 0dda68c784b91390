import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { addChannel, columnWith, testChannel } from "./support.ts";

interface Mail {
  from: string;
  to: string[];
  raw: string;
}

/** A mail server on this machine; one recipient is unknown to it, and only one password is right. */
async function mailServer() {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: ({ username, password }, _session, done) =>
      username === "column" && password === "p@ss"
        ? done(null, { user: username })
        : done(Object.assign(new Error("no"), { responseCode: 535 })),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith("unknown") ? done(Object.assign(new Error("no such user"), { responseCode: 550 })) : done(),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString("latin1"),
        });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  onTestFinished(() => new Promise<void>((done) => server.close(done)));
  const { port } = server.server.address() as AddressInfo;
  return { mails, port };
}

const unfolded = (raw: string) => raw.replace(/\r\n[ \t]+/g, " ");
const header = (raw: string, name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(unfolded(raw))?.[1] ?? "";

/** RFC 2047, decoded here by hand: adjacent words join. */
function decoded(value: string): string {
  return value.replace(/\?=\s+=\?/g, "?==?").replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
    how.toUpperCase() === "B"
      ? Buffer.from(text, "base64").toString("utf8")
      : Buffer.from(
          text.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          "latin1",
        ).toString("utf8"),
  );
}

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf("\r\n\r\n") + 4);
  const how = header(raw, "content-transfer-encoding").toLowerCase();
  if (how === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (how === "quoted-printable")
    return Buffer.from(
      body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    ).toString("utf8");
  return Buffer.from(body, "latin1").toString("utf8");
}

const mailOf = (port: number, password = "p%40ss") => ({
  mail: { url: `smtp://column:${password}@127.0.0.1:${port}`, from: "column@example.gov.cn" },
});
const recipients = ["zhang@example.gov.cn", "li@example.gov.cn"];

test("a mail reaches every recipient with its Chinese subject and rare characters whole", async () => {
  const { mails, port } = await mailServer();
  const { column, admin } = await columnWith([], mailOf(port));
  const channel = await addChannel(column, admin, { kind: "mail", name: "㛃𠮷䶮的信箱", recipients });
  expect(channel).toMatchObject({ recipients, host: "", secretSet: false });
  expect((await testChannel(column, admin, channel)).body).toEqual({});
  expect(mails).toHaveLength(1);
  const [{ from, to, raw }] = mails as [Mail];
  expect([from, to]).toEqual(["column@example.gov.cn", recipients]);
  expect(decoded(header(raw, "subject"))).toBe("【干训讲堂】测试提醒");
  expect(decoded(header(raw, "from"))).toContain("干训讲堂");
  expect(header(raw, "content-type")).toMatch(/^text\/plain; charset=utf-8$/i);
  expect(bodyOf(raw).trim().replaceAll("\r\n", "\n")).toBe(
    "【干训讲堂】测试提醒\n收到这条消息，说明“㛃𠮷䶮的信箱”可以用了。\n办理：http://column.test/staff/#/today",
  );
});

test("says what is wrong: no server, wrong password, unknown recipient, nobody there", async () => {
  const { port } = await mailServer();
  const tried = async (more: Parameters<typeof columnWith>[1], to = recipients) => {
    const { column, admin } = await columnWith([], more);
    const channel = await addChannel(column, admin, { kind: "mail", recipients: to });
    const { body, text } = await testChannel(column, admin, channel);
    expect(`${text}${column.logged.join("")}`).not.toMatch(/p@ss|p%40ss|wrong/);
    return body.failure;
  };
  expect(await tried({})).toEqual({ reason: "no-mail-server" });
  expect(await tried(mailOf(port, "wrong"))).toEqual({ reason: "mail-sign-in", code: 535 });
  expect(await tried(mailOf(port), ["unknown@example.gov.cn"])).toEqual({ reason: "recipients", code: 550 });
  expect(await tried(mailOf(1))).toEqual({ reason: "unreachable" });
});
