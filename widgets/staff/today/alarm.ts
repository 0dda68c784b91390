import type { Lamps } from "../../../functions/today/contract.ts";
import { api } from "../shell/api.ts";
import { setBanner } from "../shell/banners.ts";
import { can, me } from "../shell/session.ts";
import { alarmWords } from "./words.ts";

const AT_MOST_EVERY = 10 * 60_000;
let looked = 0;

async function look(): Promise<void> {
  const person = me.get();
  if (!person || !can(person, "editor", "director")) {
    looked = 0;
    return setBanner("feedback-alarm");
  }
  if (Date.now() - looked < AT_MOST_EVERY) return;
  looked = Date.now();
  try {
    const { feedback } = await api<Lamps>("GET", "/api/staff/lamps");
    setBanner("feedback-alarm", alarmWords(feedback));
  } catch {
    // The alarm is no reason for a second message about a line that is away; the next look says it.
    looked = 0;
  }
}

/** Keeps the alarm on top of every screen true. It looks when somebody moves about, never by a timer: that would keep an idle session alive. */
export function watchAlarm(): void {
  me.watch(() => void look());
  window.addEventListener("hashchange", () => void look());
  void look();
}
