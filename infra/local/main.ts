import { readSettingsFrom, SettingError } from "../../functions/wire.ts";
import { startServer } from "./server.ts";

/** One clear sentence for what the person at the keyboard can mend; a stack only for faults of ours. */
function explain(error: unknown): string {
  const { name, message, stack, code, port } = error as Error & { code?: string; port?: number };
  if (error instanceof SettingError || name === "FolderInUse") return message;
  if (code === "EADDRINUSE") return `Port ${port} is in use; choose another with PORT=…`;
  if (code === "EACCES") return `No permission: ${message}`;
  return stack ?? message;
}

try {
  const server = await startServer(readSettingsFrom());
  for (const line of server.notices) process.stdout.write(`${line}\n`);
  process.stdout.write(`ready ${server.url}\n`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${explain(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
