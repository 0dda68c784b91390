import type { WhoAmI } from "../../../functions/people/role-names.ts";

const KEY = "gxjt:me";
/** As long as a session can last (functions/people/sessions.ts), ms. */
const KEPT = 12 * 3_600_000;

/*
 * Who was last signed in here, so that the workbench opens without a line and finds the texts that wait on the device. Only what
 * the top bar shows; it opens nothing on the server, where the session alone counts. Signing out forgets it.
 */
export function rememberPerson(person: WhoAmI | null): void {
  try {
    if (person) localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), person }));
    else localStorage.removeItem(KEY);
  } catch {
    // Then the workbench needs the line to open.
  }
}

export function lastPerson(now = Date.now()): WhoAmI | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as { at: number; person: WhoAmI } | null;
    return kept && now - kept.at < KEPT ? kept.person : undefined;
  } catch {
    return undefined;
  }
}
