import fc from "fast-check";
import { afterAll, beforeAll, describe, test } from "vitest";
import { check } from "../../functions/http/body.ts";
import { chinaDay } from "../../functions/platform/clock.ts";
import { openDynamoStore } from "../../functions/store/dynamo.ts";
import { tables } from "../../functions/tables.ts";
import { workItemInput } from "../../functions/work-items/contract.ts";
import { planItem } from "../../functions/work-items/planning.ts";
import { daysAfter } from "../../functions/work-items/rules.ts";
import { type Emulator, emulatorMissing, startEmulator } from "../support/dynamo-emulators.ts";
import { notRun } from "../support/not-run.ts";
import { withWork } from "../support/work-items.ts";
import { somebody } from "../support/work-sample.ts";
import { workCommands } from "../support/work-model.ts";

type Work = Awaited<ReturnType<typeof withWork>>;

/** Runs of commands, each on an item of its own. */
async function hold(work: Work, runs: number, commands: number): Promise<void> {
  const people = {
    owner: somebody("cadre", "owner", "组织科"),
    member: somebody("cadre", "member", "干部科"),
    lead: somebody("lead", "lead", "组织科"),
    director: somebody("director", "director", "部领导"),
  };
  await fc.assert(
    fc.asyncProperty(workCommands(commands), fc.constantFrom("weekly", "monthly"), async (list, rhythm) => {
      const start = chinaDay(work.time.now);
      const end = daysAfter(start, 30);
      const input = { kind: "项目", title: "事", office: "组织科", owner: "owner", members: ["member"], start, end, rhythm };
      const planned = await planItem(work.deps, people.lead, check(workItemInput, input));
      const model = () => ({ state: "draft" as const, end, deadlines: [], reported: [], notes: 0, answered: 0, signed: [], entries: 0 });
      const real = { deps: work.deps, pass: (ms: number) => void (work.time.now += ms), people, id: planned.id, done: ["lead create"] };
      await fc.asyncModelRun(() => ({ model: model(), real }), list);
    }),
    { numRuns: runs },
  );
}

test("on SQLite, whoever acts at once, nothing is lost and nothing skipped", async () => {
  await hold(await withWork(), 120, 20);
}, 60_000);

describe.each(["dynoxide", "extenddb"] as const)("on %s", (name) => {
  const missing = emulatorMissing(name);
  if (missing) notRun(`the model of work items on ${name}`, missing);
  let emulator: Emulator | undefined;
  beforeAll(async () => {
    if (!missing) emulator = await startEmulator(name);
  }, 60_000);
  afterAll(() => emulator?.stop());

  test.skipIf(missing)(
    "whoever acts at once, nothing is lost and nothing skipped",
    async () => {
      const { endpoint, region, credentials } = emulator!;
      const options = {
        endpoint,
        region,
        credentials,
        tablePrefix: "work-",
        tables,
        cursorKey: "a cursor key of tests",
        createTables: true,
      };
      await hold(await withWork((now) => openDynamoStore({ ...options, now })), 6, 12);
    },
    60_000,
  );
});
