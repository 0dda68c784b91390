import { BackupRefused } from "../../functions/backup/contents.ts";
import { SettingError } from "../../functions/wire.ts";

/** One clear sentence for what the person at the keyboard can mend; a stack only for faults of ours. */
export function explain(error: unknown): string {
  const { name, message, stack, code, port } = error as Error & { code?: string; port?: number };
  if (error instanceof SettingError || error instanceof BackupRefused || name === "FolderInUse" || name === "LayoutTooNew") return message;
  if (name === "StoreUnavailable" || name === "BlobsUnavailable") return `Try again later: ${message}`;
  if (code === "EADDRINUSE") return `Port ${port} is in use; choose another with PORT=…`;
  if (code === "EACCES" || code === "EPERM") return `No permission: ${message}`;
  if (code === "ENOSPC") return `The disk is full: ${message}`;
  return stack ?? message;
}
