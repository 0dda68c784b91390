import { matchesGlob } from "node:path";
import { scanScript } from "./scripts.ts";
import { type Kind, scanStyles, type See } from "./styles.ts";
import type { Feature } from "./support.ts";

/** A file as it is delivered. */
export interface BuiltFile {
  /** Path below dist/, slashes forward, without the hash in its name: `staff/workbench.js`. */
  name: string;
  text: string;
}

/** Features that a promised engine lacks and that may stand in these files all the same. */
export interface Allowed {
  features: string[];
  /** Glob over the files' names. */
  files: string;
  why: string;
}

/** A feature in a file that an engine lacks and no entry allows; `place` is that of the first use, its offset in the text. */
export interface Finding {
  file: BuiltFile;
  feature: Feature;
  kind: Kind;
  place: number;
  uses: number;
}

export interface Verdict {
  findings: Finding[];
  /** Entries of the list that met nothing, as `feature in files`. */
  unused: string[];
  /** How much of each kind was looked at, lacking or not. */
  seen: Map<Kind, number>;
}

/** Holds built files against what the promised engines have. */
export function judge(files: BuiltFile[], allowed: Allowed[]): Verdict {
  const seen = new Map<Kind, number>();
  const used = new Set<string>();
  const findings = new Map<string, Finding>();
  for (const file of files) {
    const see: See = (feature, place, kind) => {
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
      if (feature.lacking.length === 0) return;
      const entries = allowed.filter((entry) => entry.features.includes(feature.id) && matchesGlob(file.name, entry.files));
      for (const entry of entries) used.add(label(entry, feature.id));
      if (entries.length > 0) return;
      const key = `${file.name} ${feature.id}`;
      const found = findings.get(key);
      if (found) found.uses += 1;
      else findings.set(key, { file, feature, kind, place, uses: 1 });
    };
    if (file.name.endsWith(".css")) scanStyles(file.text, see);
    else scanScript(file.text, see);
  }
  const unused = allowed.flatMap((entry) => entry.features.map((id) => label(entry, id))).filter((entry) => !used.has(entry));
  return { findings: [...findings.values()], unused, seen };
}

const label = (entry: Allowed, id: string): string => `${id} in ${entry.files}`;
