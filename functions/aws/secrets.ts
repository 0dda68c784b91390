import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fromEnv } from "@aws-sdk/credential-provider-env";
import { SignatureV4 } from "@smithy/signature-v4";

type Bytes = string | ArrayBuffer | ArrayBufferView;
const asBuffer = (data: Bytes) =>
  typeof data === "string"
    ? Buffer.from(data)
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      : Buffer.from(data);

/** SHA-256 as the signer wants it. */
class Sha256 {
  #secret: Bytes | undefined;
  #hash: Hash | Hmac;
  constructor(secret?: Bytes) {
    this.#secret = secret;
    this.#hash = this.#start();
  }
  #start = () => (this.#secret === undefined ? createHash("sha256") : createHmac("sha256", asBuffer(this.#secret)));
  reset(): void {
    this.#hash = this.#start();
  }
  update(data: Bytes): void {
    this.#hash.update(asBuffer(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

/** Secrets Manager keeps the value before the present one under this label of its own. */
const PREVIOUS = "AWSPREVIOUS";

interface AskedSecret {
  id: string;
  stage?: typeof PREVIOUS;
}

const TRIES = 3;
const TIMEOUT = 3000;

/**
 * Secrets Manager's one call that a start needs, by hand: its client would make every function's start read 30 KB more. Where it does
 * not answer or is overloaded, it is asked again.
 */
async function readSecret(endpoint: string, signer: SignatureV4, asked: AskedSecret, left = TRIES): Promise<string | undefined> {
  const { id, stage } = asked;
  const { hostname, host, protocol } = new URL(endpoint);
  const body = JSON.stringify({ SecretId: id, VersionStage: stage });
  const headers = { host, "content-type": "application/x-amz-json-1.1", "x-amz-target": "secretsmanager.GetSecretValue" };
  const signed = await signer.sign({ method: "POST", protocol, hostname, path: "/", query: {}, headers, body });
  const answer = await fetch(endpoint, { method: "POST", headers: signed.headers, body, signal: AbortSignal.timeout(TIMEOUT) }).catch(
    (error: unknown) => error,
  );
  if (answer instanceof Response && answer.ok) {
    const { SecretString } = (await answer.json()) as { SecretString?: string };
    if (SecretString === undefined) throw new Error(`the secret ${id} holds no text`);
    return SecretString;
  }
  if (left > 1 && !(answer instanceof Response && answer.status < 500 && answer.status !== 429)) {
    await sleep(100 * (TRIES - left + 1));
    return readSecret(endpoint, signer, asked, left - 1);
  }
  const reason = answer instanceof Response ? `${answer.status} ${await answer.text()}` : String(answer);
  // A secret that was never changed has no earlier value, nor one whose earlier value was taken away.
  if (stage && reason.includes("ResourceNotFoundException")) return undefined;
  throw new Error(`the secret ${id} cannot be read: ${reason}`);
}

/**
 * Reads secrets side by side, in the order of their ids, and the earlier value of the first, if it has one.
 * @throws when one cannot be read: a function without its secrets must not start
 */
export async function readSecrets(
  endpoint: string,
  region: string,
  ids: [string, ...string[]],
): Promise<{ texts: string[]; previous: string | undefined }> {
  const signer = new SignatureV4({ service: "secretsmanager", region, credentials: fromEnv(), sha256: Sha256 });
  const asked: AskedSecret[] = [{ id: ids[0], stage: PREVIOUS }, ...ids.map((id) => ({ id }))];
  const [previous, ...texts] = await Promise.all(asked.map((one) => readSecret(endpoint, signer, one)));
  return { texts: texts.filter((text) => text !== undefined), previous };
}
