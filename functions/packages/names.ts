import { safeFileName, splitExtension } from "../files/safe-file-name.ts";

// 60 characters of four bytes fit the 255 bytes that Linux allows, and Windows' 260 for a path leave room for the folder.
const LONGEST = 60;

/**
 * Gives each file a safe name that no other has, also where capital and small letters are the same, as on Windows.
 * @param maxBytes of a name in UTF-8
 */
export function uniqueNames(maxBytes = 255): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const { stem: whole, extension } = splitExtension(safeFileName(name, LONGEST));
    // Room for the number that a second file of the same name gets.
    const stem = shortened(whole, maxBytes - Buffer.byteLength(extension) - " (9999)".length);
    let candidate = stem + extension;
    for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${stem} (${number})${extension}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  };
}

/** The beginning of a text that fits so many bytes of UTF-8, without half a character at its end. */
function shortened(text: string, bytes: number): string {
  let length = 0;
  const kept = Array.from(text).filter((letter) => (length += Buffer.byteLength(letter)) <= bytes);
  return kept.join("").replace(/[. ]+$/, "") || "_";
}
