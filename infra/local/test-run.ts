import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { missingBrowsers } from "./browsers-needed.ts";
import { newTestFolder } from "./test-folder.ts";
import { type Outcome, outcomeOf, readNotRun, report } from "./test-report.ts";

/**
 * `npm test`: sees to the browsers, builds, runs every test, and ends with what did not run and one line of sums.
 * Arguments go to vitest: `npm test -- tests/store`.
 */
const root = join(import.meta.dirname, "../..");
const folder = newTestFolder();
const results = join(folder, "results.json");
const notRunFile = join(folder, "not-run.txt");
writeFileSync(
  notRunFile,
  missingBrowsers()
    .map((line) => `${line}\n`)
    .join(""),
);

function node(...args: string[]): number {
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, GXJT_NOT_RUN: notRunFile, TMPDIR: folder },
  });
  if (run.error) throw run.error;
  // A killed run has no status; it must not count as a success.
  return run.status ?? 1;
}

function runTests(): Outcome {
  if (existsSync(join(root, "infra/build.ts")) && node("infra/build.ts") !== 0)
    return { passed: 0, failed: 1, skipped: [], retried: [], trouble: "the build failed" };
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const status = node(vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`, ...process.argv.slice(2));
  return outcomeOf(existsSync(results) ? readFileSync(results, "utf8") : undefined, status, root);
}

const outcome = runTests();
const { text, exitCode } = report(outcome, readNotRun(notRunFile));
process.stdout.write(`\n${text}\n`);
rmSync(folder, { recursive: true, force: true });
process.exitCode = exitCode;
