import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { it } from "vitest";
import { storeCommands } from "../support/store-commands.ts";
import { emulator, type Engine, sqlite } from "../support/store-engines.ts";
import { StoreModel } from "../support/store-model.ts";
import { withEngine } from "../support/store-subject.ts";

/** Any sequence of calls has the same answers from the engine as from a plain map. */
function behavesAsTheModel(engine: Engine, numRuns: number): void {
  withEngine(engine, "comparison with a model", (subject) => {
    it(`answers ${numRuns} random sequences of calls alike`, async () => {
      await fc.assert(
        fc.asyncProperty(storeCommands(40), async (commands) => {
          const real = { ...subject(), run: randomUUID() };
          await fc.asyncModelRun(() => ({ model: new StoreModel(real.seconds()), real }), commands);
        }),
        { numRuns },
      );
    }, 60_000);
  });
}

behavesAsTheModel(sqlite, 400);
behavesAsTheModel(emulator("dynoxide"), 60);
behavesAsTheModel(emulator("extenddb"), 60);
