import type { Picture } from "../official-paper/picture.ts";
import type { Content } from "./content.ts";

/** What a PNG or JPEG says of its size. @returns undefined for anything else */
export function pictureOf(data: Uint8Array): Picture | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length > 24 && view.getUint32(0) === 0x89504e47)
    return { type: "png", data, width: view.getUint32(16), height: view.getUint32(20) };
  if (data.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  // JPEG: segments of a marker and a length, until the one of the frame (SOF0 to SOF15, without tables in between).
  for (let at = 2; at + 9 < data.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker))
      return { type: "jpg", data, width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return undefined;
}

/** The pictures of all texts by their addresses; one that cannot be had is left out, and its description stands in the text. */
export async function loadPictures({ articles }: Content): Promise<Map<string, Picture>> {
  const found = new Map<string, Picture>();
  for (const { blocks } of articles)
    for (const block of blocks) {
      if (block.kind !== "picture" || found.has(block.src)) continue;
      const answer = await fetch(block.src).catch(() => undefined);
      const picture = answer?.ok ? pictureOf(new Uint8Array(await answer.arrayBuffer())) : undefined;
      if (picture) found.set(block.src, picture);
    }
  return found;
}
