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

const TRIES = 3;
const TIMEOUT = 3000;

/**
 * Secrets Manager's one call that a start needs, by hand: its client would make every function's start read 30 KB more. Where it does
 * not answer or is overloaded, it is asked again.
 */
async function readSecret(endpoint: string, signer: SignatureV4, id: string, left = TRIES): Promise<string> {
  const { hostname, host, protocol } = new URL(endpoint);
  const body = JSON.stringify({ SecretId: id });
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
    return readSecret(endpoint, signer, id, left - 1);
  }
  const reason = answer instanceof Response ? `${answer.status} ${await answer.text()}` : String(answer);
  throw new Error(`the secret ${id} cannot be read: ${reason}`);
}

/** Reads secrets side by side, in the order of their ids. @throws when one cannot be read: a function without its secrets must not start */
export function readSecrets(endpoint: string, region: string, ids: string[]): Promise<string[]> {
  const signer = new SignatureV4({ service: "secretsmanager", region, credentials: fromEnv(), sha256: Sha256 });
  return Promise.all(ids.map((id) => readSecret(endpoint, signer, id)));
}
