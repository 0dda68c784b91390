import { describe, expect, test } from "vitest";
import { outcomeOf, report } from "../../../infra/local/test-report.ts";

const file = (name: string, status: string, ...tests: [fullName: string, status: string][]) => ({
  name: `/home/project/tests/${name}`,
  status,
  assertionResults: tests.map(([fullName, state]) => ({ fullName, status: state })),
});
const results = (numPassedTests: number, numFailedTests: number, ...testResults: unknown[]) =>
  JSON.stringify({ numPassedTests, numFailedTests, testResults });
const end = (json: string | undefined, status: number, notRun: string[] = []) => report(outcomeOf(json, status, "/home/project"), notRun);

describe("the end of a test run", () => {
  test("is green with its sums, and says that nothing was left out", () => {
    expect(end(results(2, 0, file("a.test.ts", "passed", ["a", "passed"], ["b", "passed"])), 0)).toEqual({
      text: "not run: nothing\n2 passed, 0 failed, 0 skipped",
      exitCode: 0,
    });
  });

  test("names what was skipped and what could not run", () => {
    expect(
      end(results(1, 0, file("a.test.ts", "passed", ["a", "passed"], ["b", "skipped"], ["c", "todo"])), 0, ["firefox: not installed"]).text,
    ).toBe(
      "not run:\n  firefox: not installed\n  tests/a.test.ts: b (skipped)\n  tests/a.test.ts: c (skipped)\n1 passed, 0 failed, 2 skipped",
    );
  });

  test("names what passed at its second try only", () => {
    const flaky = { fullName: "b", status: "passed", failureMessages: ["TimeoutError: no page\n    at x.ts:1"] };
    expect(end(results(2, 0, { ...file("a.test.ts", "passed", ["a", "passed"]), assertionResults: [flaky] }), 0)).toEqual({
      text: "not run: nothing\npassed at the second try only:\n  tests/a.test.ts: b (TimeoutError: no page)\n2 passed, 0 failed, 0 skipped",
      exitCode: 0,
    });
  });

  test("counts a file that breaks before its first test", () => {
    expect(end(results(1, 0, file("a.test.ts", "passed", ["a", "passed"]), file("b.test.ts", "failed")), 1)).toEqual({
      text: "not run: nothing\n1 passed, 1 failed, 0 skipped",
      exitCode: 1,
    });
  });

  test.each<[string, string | undefined, number, string]>([
    ["without results", undefined, 0, "vitest wrote no results"],
    ["with an error outside of any test", results(1, 0, file("a.test.ts", "passed", ["a", "passed"])), 1, "vitest ended with exit code 1"],
    ["without a single test", results(0, 0), 0, "no test ran"],
  ])("is red %s", (_, json, status, why) => {
    const { text, exitCode } = end(json, status);
    expect(text).toContain(`failed: ${why}`);
    expect(exitCode).toBe(1);
  });
});
