import { S3Client } from "@aws-sdk/client-s3";
import { EDGE_HEADER } from "../../functions/http/headers.ts";
import { putBuiltFiles } from "./built-files.ts";
import { type Ask, callerOf } from "./cloud-caller.ts";
import type { MiniStack } from "./ministack.ts";

interface DeployedFunction {
  FunctionName: string;
  Description?: string;
  Environment: { Variables: Record<string, string> };
  LoggingConfig: { LogGroup: string };
}

/** Service and region stand in the signature's scope; the signature itself is not looked at. */
const signed = ({ region, keys }: MiniStack, service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${keys.AWS_ACCESS_KEY_ID}/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`,
});

/** Puts what the deployments would into the bucket of built files. */
async function fillAssets({ address, region, keys }: MiniStack, bucket: string): Promise<void> {
  const credentials = { accessKeyId: keys.AWS_ACCESS_KEY_ID, secretAccessKey: keys.AWS_SECRET_ACCESS_KEY };
  const client = new S3Client({ endpoint: address, region, forcePathStyle: true, credentials });
  await putBuiltFiles(client, bucket);
  client.destroy();
}

/** The column that a stack was made into: its API by HTTP at its own address, as CloudFront would ask it; its functions; their logs. */
export async function columnOn(made: MiniStack, stack: string) {
  const { address } = made;
  async function aws<T>(service: string, path: string, init: RequestInit = {}): Promise<T> {
    const answer = await fetch(`${address}${path}`, { ...init, headers: { ...signed(made, service), ...(init.headers as object) } });
    const text = await answer.text();
    if (!answer.ok || answer.headers.has("x-amz-function-error")) throw new Error(`${service} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }
  const operation = <T>(service: string, target: string, body: object) => {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
    return aws<T>(service, "/", { method: "POST", headers, body: JSON.stringify(body) });
  };

  const { Functions } = await aws<{ Functions: DeployedFunction[] }>("lambda", "/2015-03-31/functions/");
  const named = (end: string) => Functions.find(({ Description }) => Description === `gxjt ${stack.slice("gxjt-".length)}: ${end}`)!;
  const { items } = await aws<{ items: { apiId: string; name: string }[] }>("apigateway", "/v2/apis");
  const api = `${address}/_aws/execute-api/${items.find(({ name }) => name === stack)!.apiId}/$default`;
  const { PUBLIC_ORIGIN, ASSETS_BUCKET, EDGE_KEY_ID } = named("public").Environment.Variables;
  const edge = await operation<{ SecretString: string }>("secretsmanager", "secretsmanager.GetSecretValue", { SecretId: EDGE_KEY_ID });
  await fillAssets(made, ASSETS_BUCKET!);

  const ask: Ask = async (method, path, { headers = {}, cookies, body } = {}) => {
    const answer = await fetch(api + path, {
      method,
      redirect: "manual",
      headers: {
        "accept-encoding": "identity",
        [EDGE_HEADER]: edge.SecretString,
        "x-forwarded-for": "203.0.113.50",
        ...headers,
        ...(cookies && { cookie: cookies.join("; ") }),
      },
      ...(body !== undefined && { body: body as string }),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, cookies: answer.headers.getSetCookie(), bytes, text: bytes.toString() };
  };

  return {
    ask,
    call: callerOf(ask, PUBLIC_ORIGIN!),
    /** Runs a function as AWS would for an event. @throws what it threw */
    invoke: <T>(name: string, event: object) =>
      aws<T>("lambda", `/2015-03-31/functions/${named(name).FunctionName}/invocations`, { method: "POST", body: JSON.stringify(event) }),
    /** The lines of a function's log that hold a word. */
    logged: async (name: string, word: string) => {
      const asked = { logGroupName: named(name).LoggingConfig.LogGroup, filterPattern: word };
      const { events } = await operation<{ events: { message: string }[] }>("logs", "Logs_20140328.FilterLogEvents", asked);
      return events.map(({ message }) => message).filter((message) => message.includes(word));
    },
    /** A presigned address of the files' distribution, asked at the bucket itself. */
    fetchFile: ({ pathname, search }: URL) => fetch(`${address}${pathname}${search}`),
  };
}
