import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { S3Client } from "@aws-sdk/client-s3";
import { EDGE_HEADER } from "../../functions/http/headers.ts";
import { putBuiltFiles } from "./built-files.ts";
import { bundleOf, resourcesOf, template, type Template, textOf, type Tree } from "./cloud-assembly.ts";
import { callerOf } from "./cloud-caller.ts";
import { createTables } from "./cloud-tables.ts";
import type { Emulator } from "./dynamo-emulators.ts";
import { answerOf, type Asked, httpEvent, routerOf } from "./http-api.ts";
import { type LambdaProcess, startLambda } from "./lambda-process.ts";
import { type Recorded, startRecordingProxy } from "./recording-proxy.ts";

export const STACK = "gxjt-prod";
export const ORIGIN = "https://column.test";
const s3Keys = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" };
const secrets: Record<string, string> = {
  signing: "a signing secret of sixty-four letters for the tests of the cloud",
  edge: "what the edge shows",
  connections: JSON.stringify({ SMTP_URL: "", OIDC_CLIENT_SECRET: "", unused: "x" }),
};

/** The buckets, with the built files in them as the stack's deployments put them there. */
async function startBuckets() {
  const directory = mkdtempSync(join(tmpdir(), "gxjt-buckets-"));
  const { default: Server } = await import("@20minutes/s3rver");
  const server = new Server({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    allowMismatchedSignatures: true,
    configureBuckets: [{ name: "files" }, { name: "assets" }],
  });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({ endpoint, region: "us-east-1", credentials: s3Keys, forcePathStyle: true });
  await putBuiltFiles(client, "assets");
  client.destroy();
  const stop = async () => {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { endpoint, stop };
}

async function startSecrets() {
  const values = { ...secrets };
  const earlier: Record<string, string> = {};
  const answerTo = async (incoming: IncomingMessage, answer: ServerResponse) => {
    const { SecretId, VersionStage } = (await json(incoming)) as { SecretId: string; VersionStage?: string };
    const signed = incoming.headers.authorization?.includes("/secretsmanager/aws4_request");
    const SecretString = (VersionStage === "AWSPREVIOUS" ? earlier : values)[SecretId];
    if (signed && SecretString !== undefined) answer.end(JSON.stringify({ SecretString }));
    else
      answer.writeHead(400).end(JSON.stringify({ __type: signed ? "ResourceNotFoundException" : "MissingAuthenticationTokenException" }));
  };
  const server = createServer((incoming, answer) => void answerTo(incoming, answer)).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const endpoint = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  /** What `put-secret-value` does: the value so far becomes the previous one. */
  const change = (id: string, value: string) => {
    earlier[id] = values[id]!;
    values[id] = value;
  };
  /** What `update-secret-version-stage --remove-from-version-id` does. */
  const forget = (id: string) => delete earlier[id];
  return { endpoint, change, forget, stop: () => new Promise((done) => server.close(done)) };
}

/** What the references of the template stand for here. */
function known(of: Template): Record<string, string> {
  const ids = (type: string, fits: (properties: Record<string, Tree>) => boolean, name: string) =>
    Object.entries(resourcesOf(of, type)).flatMap(([id, { Properties }]) => (fits(Properties) ? [[id, name]] : []));
  const distributions = Object.entries(resourcesOf(of, "AWS::CloudFront::Distribution"));
  return Object.fromEntries([
    ...ids("AWS::S3::Bucket", (bucket) => bucket["VersioningConfiguration"], "files"),
    ...ids("AWS::S3::Bucket", (bucket) => !bucket["VersioningConfiguration"], "assets"),
    ...Object.keys(secrets).flatMap((name) => ids("AWS::SecretsManager::Secret", ({ Name }) => Name.endsWith(name), name)),
    ...distributions.map(([id, { Properties }]) => [
      `${id}.DomainName`,
      Properties["DistributionConfig"].Comment.endsWith("files") ? "files.test" : "column.test",
    ]),
  ]) as Record<string, string>;
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** The functions of the template with their bundles and their environment, over an engine with the template's tables. */
export async function startCloud(engine: () => Promise<Emulator>) {
  const of = template(STACK);
  const [emulator, buckets, secretsManager] = await Promise.all([engine(), startBuckets(), startSecrets()]);
  const dropTables = await createTables(emulator, of);
  const proxies: Awaited<ReturnType<typeof startRecordingProxy>>[] = [];
  const running: LambdaProcess[] = [];
  const again: (() => Promise<void>)[] = [];
  const words = known(of);
  const functions: Record<string, LambdaProcess & { id: string; asked: Recorded[]; stored: Recorded[] }> = {};
  for (const [id, resource] of Object.entries(resourcesOf(of, "AWS::Lambda::Function"))) {
    if (!String(resource.Properties["Runtime"]).startsWith("nodejs")) continue;
    const proxy = await startRecordingProxy(emulator.endpoint);
    const files = await startRecordingProxy(buckets.endpoint, { instead: emulator.credentials.accessKeyId, key: s3Keys.accessKeyId });
    proxies.push(proxy, files);
    const variables = resource.Properties["Environment"].Variables as Record<string, unknown>;
    const environment = {
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, textOf(value, words)])),
      AWS_REGION: emulator.region,
      AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
      DYNAMODB_ENDPOINT: proxy.endpoint,
      S3_ENDPOINT: files.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
    };
    const start = async () => {
      const lambda = await startLambda(bundleOf(STACK, resource), environment);
      running.push(lambda);
      return lambda;
    };
    const one = { ...(await start()), id, asked: proxy.recorded, stored: files.recorded };
    functions[String(resource.Properties["Description"]).split(": ")[1]!] = one;
    again.push(async () => {
      await one.stop();
      Object.assign(one, await start());
    });
  }
  const route = routerOf(of);
  const byId = new Map(Object.values(functions).map((one) => [one.id, one]));

  /** Sends a request through edge and API to the function that the template's routes name. */
  async function ask(method: string, path: string, { headers = {}, ...more }: Asked = {}) {
    const event = httpEvent(method, path, { headers: { [EDGE_HEADER]: secrets["edge"]!, ...headers }, ...more });
    return answerOf(await byId.get(route(event.rawPath))!.invoke(event));
  }

  const call = callerOf(ask, ORIGIN, (path) => byId.get(route(path))!.log());

  return {
    functions,
    template: of,
    secrets: secretsManager,
    /** Starts every function anew, as the cloud does after a change of its configuration. */
    restart: () => Promise.all(again.map((one) => one())),
    ask,
    call,
    /** What a presigned address of the files' distribution gives: it hands path and query through to the bucket. */
    fetchFile: ({ pathname, search }: URL) =>
      fetch(`${buckets.endpoint}${pathname}${search.replaceAll(emulator.credentials.accessKeyId, s3Keys.accessKeyId)}`),
    stop: async () => {
      await Promise.all([...running, ...proxies].map((one) => one.stop()));
      await dropTables();
      await Promise.all([emulator.stop(), buckets.stop(), secretsManager.stop()]);
    },
  };
}
