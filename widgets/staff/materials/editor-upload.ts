import { fileLimits, listedExtension } from "../../../functions/files/file-limits.ts";
import type { MaterialRecord } from "../../../functions/materials/contract.ts";
import { api, ApiProblem } from "../shell/api.ts";
import { bytes } from "../shell/format.ts";
import { lineIsAway } from "../shell/online.ts";

interface Opened {
  upload: string;
  url: string;
  fields: Record<string, string>;
}

export interface UploadOptions {
  /** From 0 to 1. */
  onProgress: (part: number) => void;
  signal: AbortSignal;
}

/** `.jpeg` is the same as `.jpg`, which is the name on the list. */
const nameOf = ({ name }: File): string => name.replace(/\.jpeg$/i, ".jpg");

/** Why a file would be refused, before it is sent; undefined when nothing speaks against it. */
export function refusalOf(file: File): string | undefined {
  const extension = listedExtension(nameOf(file));
  if (!extension) return "不能上传这种文件。可以上传：Word、Excel、PPT、WPS、PDF、TXT、JPG、PNG、MP3、MP4、ZIP。";
  if (file.size === 0) return "这是空文件。";
  const { maxBytes } = fileLimits[extension];
  if (file.size > maxBytes) return `文件有 ${bytes(file.size)}，这种文件最大 ${bytes(maxBytes)}。`;
  return undefined;
}

/**
 * Sends one file: opens the upload, then posts the form to where the answer says.
 * @returns the upload's id, to be attached
 * @throws ApiProblem; an abort throws "AbortError"
 */
export async function sendFile(file: File, { onProgress, signal }: UploadOptions): Promise<string> {
  const opened = await api<Opened>("POST", "/api/staff/uploads", { fileName: nameOf(file), bytes: file.size }, { signal });
  const form = new FormData();
  for (const [name, value] of Object.entries(opened.fields)) form.append(name, value);
  form.append("file", file);
  await post(opened.url, form, onProgress, signal);
  return opened.upload;
}

/** By XMLHttpRequest: fetch says nothing of how much has been sent. */
function post(url: string, form: FormData, onProgress: (part: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("loadend", () => signal.removeEventListener("abort", stop));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) done();
      else failed(new ApiProblem({ code: request.status >= 500 ? "unavailable" : "file-refused" }, request.status));
    });
    request.addEventListener("error", () => {
      lineIsAway();
      failed(new ApiProblem({ code: "offline" }));
    });
    request.addEventListener("abort", () => failed(new DOMException("aborted", "AbortError")));
    signal.addEventListener("abort", stop);
    if (signal.aborted) return failed(new DOMException("aborted", "AbortError"));
    request.open("POST", url);
    request.send(form);
  });
}

export const attach = (record: MaterialRecord, upload: string, inline: boolean): Promise<MaterialRecord> =>
  api<MaterialRecord>("POST", `/api/staff/materials/${record.id}/attachments`, { upload, version: record.version, inline });

export const detach = (record: MaterialRecord, file: string): Promise<MaterialRecord> =>
  api<MaterialRecord>("DELETE", `/api/staff/materials/${record.id}/attachments/${file}`, { version: record.version });

export const wasAborted = (problem: unknown): boolean => problem instanceof DOMException && problem.name === "AbortError";
