import { performance } from "node:perf_hooks";

/** Stands in for the cloud's runtime: loads the bundle that it is given and calls its handler with every message. */
const [bundle = ""] = process.argv.slice(2);
const began = performance.now();
const { handler } = (await import(bundle)) as { handler: (event: unknown) => Promise<unknown> };

async function answer({ id, event }: { id: number; event: unknown }): Promise<void> {
  try {
    process.send!({ id, result: await handler(event) });
  } catch (error) {
    process.send!({ id, error: String(error) });
  }
}
process.on("message", (message: { id: number; event: unknown }) => void answer(message));
process.send!({ imported: performance.now() - began });
