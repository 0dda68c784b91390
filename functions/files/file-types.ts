import { encryptedOffice, evidence, type Evidence } from "./file-evidence.ts";

const MB = 1024 * 1024;

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
export const fileTypes = {
  pdf: { contentType: "application/pdf", maxBytes: 50 * MB, evidence: evidence.pdf },
  doc: { contentType: "application/msword", maxBytes: 50 * MB, evidence: evidence.ole },
  xls: { contentType: "application/vnd.ms-excel", maxBytes: 50 * MB, evidence: evidence.ole },
  ppt: { contentType: "application/vnd.ms-powerpoint", maxBytes: 50 * MB, evidence: evidence.ole },
  wps: { contentType: "application/vnd.ms-works", maxBytes: 50 * MB, evidence: evidence.ole },
  et: { contentType: "application/octet-stream", maxBytes: 50 * MB, evidence: evidence.ole },
  dps: { contentType: "application/octet-stream", maxBytes: 50 * MB, evidence: evidence.ole },
  docx: {
    contentType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    maxBytes: 50 * MB,
    evidence: evidence.ooxml("word/"),
  },
  xlsx: {
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    maxBytes: 50 * MB,
    evidence: evidence.ooxml("xl/"),
  },
  pptx: {
    contentType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    maxBytes: 50 * MB,
    evidence: evidence.ooxml("ppt/"),
  },
  txt: { contentType: "text/plain", maxBytes: 5 * MB, evidence: evidence.text },
  jpg: { contentType: "image/jpeg", maxBytes: 10 * MB, evidence: evidence.jpeg },
  png: { contentType: "image/png", maxBytes: 10 * MB, evidence: evidence.png },
  mp3: { contentType: "audio/mpeg", maxBytes: 50 * MB, evidence: evidence.mp3 },
  mp4: { contentType: "video/mp4", maxBytes: 200 * MB, evidence: evidence.mp4 },
  zip: { contentType: "application/zip", maxBytes: 50 * MB, evidence: evidence.zip },
} as const satisfies Record<string, FileType>;

export type FileExtension = keyof typeof fileTypes;
/** "encrypted": an Office document with a password, which nobody could check for macros or read without it. */
export type FileRefusal = "type-not-allowed" | "content-mismatch" | "too-large" | "empty" | "encrypted";

/** The fewest first bytes on which `checkFile` can judge. */
export const HEAD_BYTES = 4096;

/** @returns the type by the last extension, or undefined when it is not on the list. */
export function fileTypeOf(fileName: string): (FileType & { extension: FileExtension }) | undefined {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  return isExtension(extension) ? { extension, ...fileTypes[extension] } : undefined;
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

function isExtension(extension: string): extension is FileExtension {
  return Object.hasOwn(fileTypes, extension);
}
