import { spawnSync } from "node:child_process";

/** `npm run check`: every static check in turn, ending at the first that fails and naming it. `npm run check:<name>` runs one alone. */
const checks = ["types", "lint", "format", "dead", "sizes", "engines"];

for (const name of checks) {
  const start = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", `check:${name}`], { stdio: "inherit" });
  if (status !== 0) {
    process.stdout.write(`check failed: ${name}\n`);
    process.exit(1);
  }
  process.stdout.write(`check ${name}: passed in ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
}
process.stdout.write(`check: all ${checks.length} passed\n`);
