import { readSettingsFrom } from "../../functions/wire.ts";
import { explain } from "./explain.ts";
import { finishPendingRestore } from "./pending-restore.ts";
import { startServer } from "./server.ts";

try {
  const settings = readSettingsFrom();
  await finishPendingRestore(settings.dataDir);
  const server = await startServer(settings);
  for (const line of server.notices) process.stdout.write(`${line}\n`);
  process.stdout.write(`ready ${server.url}\n`);
  // A second signal ends the waiting for the load balancer, not the requests in flight.
  const stop = () => {
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
