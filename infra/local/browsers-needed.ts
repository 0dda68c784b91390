import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian's packages and the program by which each is known; the fonts have none, only `fc-list` can see them. */
const programs: Record<string, string> = {
  chromium: "chromium",
  "firefox-esr": "firefox-esr",
  "webkit2gtk-driver": "WebKitWebDriver",
  xvfb: "Xvfb",
};
const fonts = "fonts-noto-cjk";

/** The full path of a program, or undefined. */
export function programPath(name: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function hasChineseFont(): boolean {
  // Without fontconfig nothing can be said; a missing font only makes screenshots ugly.
  const list = spawnSync("fc-list", [":lang=zh-cn", "family"], { encoding: "utf8" });
  return list.error !== undefined || list.stdout.trim() !== "";
}

function missing(): string[] {
  const absent = Object.keys(programs).filter((name) => programPath(programs[name]!) === undefined);
  return hasChineseFont() ? absent : [...absent, fonts];
}

/**
 * Installs the browsers that are not there, where this user may.
 * @returns one line for each that is still missing, with the command that installs it
 */
export function missingBrowsers(): string[] {
  const wanted = missing();
  if (wanted.length === 0) return [];
  if (process.getuid?.() === 0 && programPath("apt-get")) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-q"], { stdio: "inherit", env: environment });
    spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...wanted], { stdio: "inherit", env: environment });
  }
  const still = missing();
  if (still.length > 0)
    process.stdout.write(`missing: ${still.join(" ")}; install with: sudo apt-get update && sudo apt-get install -y ${still.join(" ")}\n`);
  return still.map((name) => `tests that need ${name}: it is not installed (apt-get install ${name})`);
}
