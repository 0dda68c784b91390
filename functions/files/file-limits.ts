const MB = 1024 * 1024;
const OFFICE = "application/vnd.openxmlformats-officedocument";

/** What may be uploaded by its name: type and largest size in bytes. Runs in browsers, so that an editor hears before the upload. */
export const fileLimits = {
  pdf: { contentType: "application/pdf", maxBytes: 50 * MB },
  doc: { contentType: "application/msword", maxBytes: 50 * MB },
  xls: { contentType: "application/vnd.ms-excel", maxBytes: 50 * MB },
  ppt: { contentType: "application/vnd.ms-powerpoint", maxBytes: 50 * MB },
  wps: { contentType: "application/vnd.ms-works", maxBytes: 50 * MB },
  et: { contentType: "application/octet-stream", maxBytes: 50 * MB },
  dps: { contentType: "application/octet-stream", maxBytes: 50 * MB },
  docx: { contentType: `${OFFICE}.wordprocessingml.document`, maxBytes: 50 * MB },
  xlsx: { contentType: `${OFFICE}.spreadsheetml.sheet`, maxBytes: 50 * MB },
  pptx: { contentType: `${OFFICE}.presentationml.presentation`, maxBytes: 50 * MB },
  txt: { contentType: "text/plain", maxBytes: 5 * MB },
  jpg: { contentType: "image/jpeg", maxBytes: 10 * MB },
  png: { contentType: "image/png", maxBytes: 10 * MB },
  mp3: { contentType: "audio/mpeg", maxBytes: 50 * MB },
  mp4: { contentType: "video/mp4", maxBytes: 200 * MB },
  zip: { contentType: "application/zip", maxBytes: 50 * MB },
} as const;

export type FileExtension = keyof typeof fileLimits;

/** @returns the extension of a file name, in lower case, when files of its kind may be uploaded */
export function listedExtension(fileName: string): FileExtension | undefined {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  return Object.prototype.hasOwnProperty.call(fileLimits, extension) ? (extension as FileExtension) : undefined;
}
