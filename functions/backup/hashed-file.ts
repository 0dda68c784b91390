import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

export interface Summed {
  bytes: number;
  sha256: string;
}

/** Passes chunks on and sums them up on their way; `sum` is complete once the source has ended. */
export function summing(source: AsyncIterable<Uint8Array>): { chunks: AsyncIterable<Uint8Array>; sum: () => Summed } {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* chunks() {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { chunks: chunks(), sum: () => ({ bytes, sha256: hash.digest("hex") }) };
}

/** Writes a new file that only its owner may read, down to the disk. */
export async function writeSummed(path: string, source: AsyncIterable<Uint8Array>): Promise<Summed> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { chunks, sum } = summing(source);
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of chunks) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  return sum();
}

export async function sumOf(path: string): Promise<Summed> {
  const { chunks, sum } = summing(createReadStream(path));
  for await (const _ of chunks);
  return sum();
}
