/** Passes a blob's chunks on. @throws TypeError when they are not exactly as many bytes as were announced */
export async function* exactly(bytes: number, source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let came = 0;
  for await (const chunk of source) {
    came += chunk.length;
    if (came > bytes) break;
    yield chunk;
  }
  if (came !== bytes) throw new TypeError(`${came > bytes ? "more" : "fewer"} than the ${bytes} bytes that were announced`);
}
