import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readNotRun } from "../../infra/local/test-report.ts";

/** Vitest's global set-up: a bare `vitest run` keeps and prints the list of what was not run; `npm test` does both itself. */
export default function setup(): (() => void) | undefined {
  if (process.env["GXJT_NOT_RUN"]) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "gxjt-not-run-"));
  const file = join(folder, "list.txt");
  writeFileSync(file, "");
  process.env["GXJT_NOT_RUN"] = file;
  return () => {
    const lines = readNotRun(file);
    process.stdout.write(lines.length === 0 ? "\nnot run: nothing\n" : `\nnot run:\n${lines.map((line) => `  ${line}\n`).join("")}`);
    rmSync(folder, { recursive: true, force: true });
  };
}
