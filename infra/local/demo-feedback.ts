import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "../../functions/deps.ts";
import type { FeedbackKind, FeedbackState } from "../../functions/feedback/contract.ts";
import { newFormToken } from "../../functions/feedback/form-token.ts";
import { handInFeedback } from "../../functions/feedback/hand-in.ts";
import { moderate } from "../../functions/feedback/moderation.ts";
import { withdraw } from "../../functions/feedback/receipts.ts";
import type { Step } from "../../functions/feedback/rules.ts";
import { findReceipt } from "../../functions/feedback/table.ts";
import { DAY, HOUR, MINUTE } from "../../functions/platform/clock.ts";
import type { DemoPeople } from "./demo-people.ts";

interface DemoFeedback {
  kind: FeedbackKind;
  material: string | null;
  from: { unit?: string; name?: string };
  contact?: string;
  text: string;
  state: FeedbackState;
  receivedDaysAgo: number;
  acceptedAfterHours?: number;
  answeredAfterHours?: number;
  answer?: string;
  office?: string;
  reason?: string;
}

/** Hands the demo feedback in and moderates it by the real functions, each step at its own time. */
export async function seedFeedback(
  deps: Deps,
  folder: string,
  people: DemoPeople,
  materials: Map<string, string>,
  now: number,
): Promise<void> {
  const entries = JSON.parse(readFileSync(join(folder, "feedback.json"), "utf8")) as DemoFeedback[];
  for (const [place, entry] of entries.toSorted((a, b) => b.receivedDaysAgo - a.receivedDaysAgo).entries()) {
    // Not all at the same minute of the day.
    const receivedAt = now - entry.receivedDaysAgo * DAY - place * 7 * MINUTE;
    const at = (time: number): Deps => ({ ...deps, clock: () => Math.min(time, now) });
    const { name = "", unit } = entry.from;
    const material = entry.material === null ? undefined : materials.get(entry.material);
    const input = {
      kind: entry.kind,
      text: entry.text,
      name,
      contact: entry.contact ?? "",
      consent: Boolean(name || entry.contact),
      formToken: newFormToken(deps.config, receivedAt - MINUTE),
      website: "",
      ...(unit ? { unit } : {}),
      ...(material ? { material } : {}),
    };
    const { code } = await handInFeedback(at(receivedAt), input, { address: `demo-${place}` });
    const [receipt] = await findReceipt(deps.store, code, { pk: "demo", sk: "none" });
    const editor = people("editor");
    let version = 1;
    const step = async (hours: number, next: Step) => {
      ({ version } = await moderate(at(receivedAt + hours * HOUR), editor, receipt!.id, version, next));
    };
    const { acceptedAfterHours = 4, answeredAfterHours = 48, office = "办公室" } = entry;
    if (entry.state === "accepted" || entry.state === "answered") await step(acceptedAfterHours, { step: "accept", office });
    if (entry.state === "answered") await step(answeredAfterHours, { step: "answer", office, answer: entry.answer! });
    if (entry.state === "rejected") await step(20, { step: "reject", reason: entry.reason! });
    if (entry.state === "withdrawn") await withdraw(at(receivedAt + DAY), code, `demo-${place}`);
  }
}
