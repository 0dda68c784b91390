import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettingsFrom } from "../../../functions/wire.ts";
import { programPath } from "../../../infra/local/browsers-needed.ts";
import { notRun } from "../../support/not-run.ts";

const root = resolve(import.meta.dirname, "../../..");
const example = (name: string) => readFileSync(join(root, "infra/local/examples", name), "utf8");
const work = mkdtempSync(join(tmpdir(), "gxjt-examples-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const need = (program: string, what: string) => {
  const path = programPath(program);
  if (path === undefined) notRun(what, `${program} is not installed`);
  return path;
};
const nginx = need("nginx", "nginx -t on the example");
const openssl = need("openssl", "nginx -t on the example");
const analyze = need("systemd-analyze", "systemd-analyze verify on the example");

const run = (program: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", cwd: work });
  return { status, said: `${stdout}${stderr}` };
};

test.skipIf(!nginx || !openssl)("nginx takes its example as it is, but for addresses and certificate", () => {
  const certificate = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=column.example.gov.cn",
    "-keyout",
    "privkey.pem",
    "-out",
    "fullchain.pem",
  ];
  expect(run(openssl!, ...certificate)).toMatchObject({ status: 0 });
  mkdirSync(join(work, "cache"));
  const conf = example("nginx.conf")
    .replaceAll("/etc/ssl/gxjt", work)
    .replaceAll("/var/cache/nginx/gxjt", join(work, "cache"))
    // Ports that need no rights.
    .replaceAll(/(listen (?:\[::\]:)?)(\d+)/g, (_, listen: string, port: string) => `${listen}${port === "443" ? 18_443 : 18_080}`);
  writeFileSync(join(work, "gxjt.conf"), conf);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${work}/${kind};`).join(" ");
  writeFileSync(
    join(work, "nginx.conf"),
    `pid ${work}/pid; error_log stderr; events {} http { access_log off; ${temporary} include ${work}/gxjt.conf; }`,
  );
  const { status, said } = run(nginx!, "-t", "-p", work, "-c", join(work, "nginx.conf"));
  expect([status, said.split("\n").filter((line) => /\[(emerg|error|alert)\]/.test(line))], said).toEqual([0, []]);
});

test.skipIf(!analyze)("systemd takes its example as it is, but for the place", () => {
  // The account is made when the system is installed.
  const unit = example("gxjt.service")
    .replaceAll("/opt/gxjt", root)
    .replaceAll(/^(User|Group)=gxjt\n/gm, "");
  writeFileSync(join(work, "gxjt.service"), unit);
  const { status, said } = run(analyze!, "verify", join(work, "gxjt.service"));
  expect([status, said.split("\n").filter((line) => line.includes("gxjt.service"))], said).toEqual([0, []]);
});

test("the example's settings are settings that the server takes, and every one of them exists", () => {
  const lines = example("gxjt.env")
    .split("\n")
    .filter((line) => /^[A-Z]/.test(line));
  const environment = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const settings = readSettingsFrom(environment);
  expect(settings).toMatchObject({
    store: "dynamodb",
    blobs: "s3",
    drainSeconds: 15,
    trustedProxies: ["10.0.0.1", "10.0.0.2"],
    demo: false,
  });
  const source = readFileSync(join(root, "functions/wire.ts"), "utf8");
  for (const name of Object.keys(environment).filter((one) => !one.startsWith("AWS_"))) expect(source, name).toContain(`"${name}"`);
});

test("the unit lets a server take its leave, and the server keeps connections longer than nginx does", () => {
  const [unit, nginxConf, env] = [example("gxjt.service"), example("nginx.conf"), example("gxjt.env")];
  const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)![1]);
  expect(number(unit, /^TimeoutStopSec=(\d+)$/m)).toBeGreaterThan(number(env, /^DRAIN_SECONDS=(\d+)$/m) + 30);
  const kept = Number(/keepAliveTimeout = ([\d_]+)/.exec(readFileSync(join(root, "infra/local/server.ts"), "utf8"))![1]!.replace("_", ""));
  expect(number(nginxConf, /^\s+keepalive_timeout (\d+)s;/m) * 1000).toBeLessThan(kept);
});
