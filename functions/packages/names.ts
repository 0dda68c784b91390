import { safeFileName, splitExtension } from "../files/safe-file-name.ts";

// 60 characters of four bytes fit the 255 bytes that Linux allows, and Windows' 260 for a path leave room for the folder.
const LONGEST = 60;

/** Gives each file a safe name that no other has, also where capital and small letters are the same, as on Windows. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const safe = safeFileName(name, LONGEST);
    const { stem, extension } = splitExtension(safe);
    let candidate = safe;
    for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${stem} (${number})${extension}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  };
}
