import { encryptedOffice, evidence, type Evidence } from "./file-evidence.ts";
import { fileLimits, listedExtension, type FileExtension } from "./file-limits.ts";

export interface FileType {
  contentType: string;
  maxBytes: number;
  evidence: Evidence;
}

/**
 * What may be uploaded, and nothing else (ASVS 5.1.1, 5.2.2). The size limits are this product's own: a portal's editor rarely has
 * more than a scanned document or a lecture's recording.
 *
 * | files | largest | told by |
 * |---|---|---|
 * | pdf | 50 MB | `%PDF-` |
 * | doc xls ppt wps et dps | 50 MB | OLE compound file |
 * | docx xlsx pptx | 50 MB | zip with [Content_Types].xml and the kind's own folder, without macros |
 * | txt | 5 MB | text without NUL and control characters, or UTF-16 with its mark |
 * | jpg png | 10 MB | JPEG, PNG signature |
 * | mp3 | 50 MB | ID3 tag or MPEG audio frame |
 * | mp4 | 200 MB | `ftyp` box |
 * | zip | 50 MB | zip local header |
 */
const evidences: Record<FileExtension, Evidence> = {
  pdf: evidence.pdf,
  doc: evidence.ole,
  xls: evidence.ole,
  ppt: evidence.ole,
  wps: evidence.ole,
  et: evidence.ole,
  dps: evidence.ole,
  docx: evidence.ooxml("word/"),
  xlsx: evidence.ooxml("xl/"),
  pptx: evidence.ooxml("ppt/"),
  txt: evidence.text,
  jpg: evidence.jpeg,
  png: evidence.png,
  mp3: evidence.mp3,
  mp4: evidence.mp4,
  zip: evidence.zip,
};

/** "encrypted": an Office document with a password, which nobody could check for macros or read without it. */
export type FileRefusal = "type-not-allowed" | "content-mismatch" | "too-large" | "empty" | "encrypted";

/** The fewest first bytes on which `checkFile` can judge. */
export const HEAD_BYTES = 4096;

/** @returns the type by the last extension, or undefined when it is not on the list. */
export function fileTypeOf(fileName: string): (FileType & { extension: FileExtension }) | undefined {
  const extension = listedExtension(fileName);
  return extension && { extension, ...fileLimits[extension], evidence: evidences[extension] };
}

/**
 * Whether a file is what its name says, by its content.
 * @param head its first HEAD_BYTES bytes, or better all of it: a whole docx, xlsx or pptx is judged by its table of contents.
 * @param size its true size in bytes
 */
export function checkFile(fileName: string, head: Uint8Array, size: number): "ok" | FileRefusal {
  const type = fileTypeOf(fileName);
  if (!type) return "type-not-allowed";
  if (size === 0) return "empty";
  if (size > type.maxBytes) return "too-large";
  if (type.evidence(head, size)) return "ok";
  return type.extension.endsWith("x") && encryptedOffice(head) ? "encrypted" : "content-mismatch";
}
