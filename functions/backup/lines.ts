/** Lines as chunks of some size: a write per line would cost more than the line. */
export async function* linesToChunks(lines: AsyncIterable<string> | Iterable<string>): AsyncIterable<Uint8Array> {
  let text = "";
  for await (const line of lines) {
    text += `${line}\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/** No line of a backup is longer: an item has 400 KB, and JSON at worst six bytes for one. */
const LONGEST = 4 * 1024 * 1024;

/**
 * The lines of a stream of UTF-8, undefined in the place of one that is too long or no UTF-8; what follows the last line break is a
 * line of its own.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncIterable<string | undefined> {
  let open: Uint8Array[] = [];
  let size = 0;
  const take = () => {
    const line = size > LONGEST ? undefined : decode(Buffer.concat(open));
    [open, size] = [[], 0];
    return line;
  };
  const keep = (part: Uint8Array) => {
    size += part.length;
    if (size <= LONGEST) open.push(part);
    else open = [];
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (size > 0) yield take();
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
