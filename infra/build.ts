/** Builds everything that runs: the widgets (dist/embed), the staff pages (dist/staff) and the one-machine server (dist/server). */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { oneAtATime } from "./build-lock.ts";

const root = resolve(import.meta.dirname, "..");
const stampFile = resolve(root, "dist/.stamp");

/** A build is current while no source, setting or dependency has changed since; times and sizes tell. */
export function sourceStamp(): string {
  const files = globSync(["functions/**/*", "widgets/**/*", "infra/**/*", "package-lock.json", "tsconfig.json", "*.config.ts"], {
    cwd: root,
  });
  const hash = createHash("sha256");
  for (const file of files.toSorted()) {
    const stat = statSync(resolve(root, file));
    if (stat.isFile()) hash.update(`${file} ${stat.mtimeMs} ${stat.size}\n`);
  }
  return hash.digest("hex");
}

export function isBuilt(): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === sourceStamp();
}

/** Builds what is not current. @throws when a part fails, after its own message */
export function build(): void {
  if (!isBuilt()) oneAtATime(resolve(root, "dist/.building"), buildParts);
}

function buildParts(): void {
  // Whoever held the lock may have built the same.
  if (isBuilt()) return;
  const stamp = sourceStamp();
  // Each build in a process of its own: the bundler's memory is not the server's.
  for (const part of ["build-widgets.ts", "build-staff.ts", "build-server.ts"]) {
    const { status } = spawnSync(process.execPath, [resolve(root, "infra", part)], { stdio: ["ignore", "ignore", "inherit"], cwd: root });
    if (status !== 0) throw new Error(`infra/${part} failed`);
  }
  // The stamp of before: what changed during the build asks for another.
  writeFileSync(stampFile, stamp);
}

if (import.meta.main) build();
