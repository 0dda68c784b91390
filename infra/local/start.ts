/** `npm start`: builds what is not current, then runs the built server in this very process, so signals reach it. */
import { build } from "../build.ts";

try {
  build();
} catch (error) {
  process.stderr.write(`The build failed: ${(error as Error).message}\n`);
  process.exit(1);
}
await import(new URL("../../dist/server/main.js", import.meta.url).href);
