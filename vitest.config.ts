import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const slow = ["tests/browser/**/*.test.{ts,tsx}", "tests/journeys/**/*.test.{ts,tsx}"];
const all = "tests/**/*.test.{ts,tsx}";
// Without `css` vitest empties every style sheet, also those that are imported as text.
const shared = { setupFiles: ["tests/support/seed.ts"], css: true };

/** The usual order, by size, has these last, since they are lists of what lies elsewhere: one core would wait for the other's last minutes. */
const longest = /\/(browser\/(hosts|embedded)|infra\/artifact|backup\/broken-off|infra\/local\/three-servers)\.test\.ts$/;
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [true, false].flatMap((long) => sorted.filter(({ moduleId }) => longest.test(moduleId) === long));
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    globalSetup: ["tests/support/not-run-report.ts"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "code",
          include: [all],
          exclude: slow,
          testTimeout: 20_000,
          hookTimeout: 30_000,
          // The default leaves one core idle for vitest itself: on two cores that is half of the machine.
          maxWorkers: availableParallelism(),
          sequence: { groupOrder: 0 },
        },
      },
      // Two browsers at a time, after everything else: they mostly wait for pages, but more would fight for the processor and time out.
      // A machine that stands still for seconds may cost a browser its page, hence a second try; each that needed it is named at the end.
      {
        extends: true,
        test: {
          ...shared,
          name: "browser",
          include: slow,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
