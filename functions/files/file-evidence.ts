import { ArchiveRefused, listArchive } from "./archive-guard.ts";

/** @param head the first bytes, or all @param size of the whole file */
export type Evidence = (head: Uint8Array, size: number) => boolean;

const startsWith = (head: Uint8Array, bytes: number[], at = 0) => bytes.every((byte, index) => head[at + index] === byte);
const ascii = (text: string) => Array.from(text, (char) => char.charCodeAt(0));
const zip: Evidence = (head) => startsWith(head, [0x50, 0x4b, 3, 4]);

/** What each kind of file shows in its bytes. Offsets are exact: a page that mentions "%PDF-" further down is no PDF. */
export const evidence = {
  pdf: (head: Uint8Array) => startsWith(head, ascii("%PDF-")),
  ole: (head: Uint8Array) => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  jpeg: (head: Uint8Array) => startsWith(head, [0xff, 0xd8, 0xff]),
  png: (head: Uint8Array) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  // MPEG 1, 2 or 2.5, layer III.
  mp3: (head: Uint8Array) =>
    startsWith(head, ascii("ID3")) || (head[0] === 0xff && [0xfa, 0xfb, 0xf2, 0xf3, 0xe2, 0xe3].includes(head[1] ?? 0)),
  mp4: (head: Uint8Array) => startsWith(head, ascii("ftyp"), 4),
  text: (head: Uint8Array) => startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]) || !head.some(isControl),
  zip,
  ooxml,
};

/** Byte 26 ends old DOS texts; GBK and UTF-8 keep their later bytes out of this range. */
function isControl(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 26) || byte === 127;
}

/** An Office document: never a plain zip under another name, never one with macros under the macro-free extension. */
function ooxml(folder: string): Evidence {
  return (head, size) => {
    if (!zip(head, size)) return false;
    if (head.length < size) return /^(\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|word\/|xl\/|ppt\/)/.test(firstName(head));
    try {
      const names = listArchive(head).map((entry) => entry.name);
      return (
        names.includes("[Content_Types].xml") &&
        names.some((name) => name.startsWith(folder)) &&
        !names.some((name) => /vbaProject\.bin$/i.test(name))
      );
    } catch (error) {
      if (error instanceof ArchiveRefused) return false;
      throw error;
    }
  };
}

/** With a password, Office puts the whole document as a stream of this name into a compound file (MS-OFFCRYPTO 2.3.4). */
export function encryptedOffice(file: Uint8Array): boolean {
  return (
    evidence.ole(file) && Buffer.from(file.buffer, file.byteOffset, file.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"))
  );
}

/** The name in the first local header. */
function firstName(head: Uint8Array): string {
  const length = (head[26] ?? 0) + (head[27] ?? 0) * 256;
  return String.fromCharCode(...head.subarray(30, 30 + Math.min(length, 100)));
}
