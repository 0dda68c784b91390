import { readFileSync } from "node:fs";
import { relative } from "node:path";

export interface Outcome {
  passed: number;
  failed: number;
  /** Full names of the tests that were skipped or left to do. */
  skipped: string[];
  /** Tests that passed at their second try alone, each with what went wrong at the first. */
  retried: string[];
  /** Why the run failed although no test did, in a few words. */
  trouble?: string;
}

interface TestResult {
  fullName: string;
  status: string;
  /** A test that passed after a second try keeps what failed at the first. */
  failureMessages?: string[];
}

/** The parts of vitest's JSON results that are read here. */
interface Results {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: TestResult[] }[];
}

/**
 * @param json vitest's JSON results; undefined when it wrote none
 * @param status vitest's exit code
 * @param root the project's folder, cut off from the names
 */
export function outcomeOf(json: string | undefined, status: number, root: string): Outcome {
  if (json === undefined)
    return { passed: 0, failed: 0, skipped: [], retried: [], trouble: `vitest wrote no results (exit code ${status})` };
  const results = JSON.parse(json) as Results;
  const skipped = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => !["passed", "failed"].includes(test.status))
      .map((test) => `${relative(root, name)}: ${test.fullName} (skipped)`),
  );
  const retried = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.flatMap(({ status: state, fullName, failureMessages = [] }) => {
      const [first] = failureMessages;
      return state === "passed" && first !== undefined ? `${relative(root, name)}: ${fullName} (${first.split("\n")[0]})` : [];
    }),
  );
  // A file that breaks before its first test holds no failed test, yet it is a failure.
  const broken = results.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  const outcome = { passed: results.numPassedTests, failed: results.numFailedTests + broken.length, skipped, retried };
  if (status !== 0 && outcome.failed === 0) return { ...outcome, trouble: `vitest ended with exit code ${status}` };
  if (outcome.passed + outcome.failed === 0) return { ...outcome, trouble: "no test ran" };
  return outcome;
}

/** The distinct lines that tests left about what could not run here. */
export function readNotRun(file: string): string[] {
  return [...new Set(readFileSync(file, "utf8").split("\n").filter(Boolean))].sort();
}

/** The end of the run, and the exit code that goes with it. */
export function report({ passed, failed, skipped, retried, trouble }: Outcome, notRun: string[]): { text: string; exitCode: number } {
  const left = [...notRun, ...skipped];
  const lines = left.length === 0 ? ["not run: nothing"] : ["not run:", ...left.map((line) => `  ${line}`)];
  if (retried.length > 0) lines.push("passed at the second try only:", ...retried.map((line) => `  ${line}`));
  if (trouble !== undefined) lines.push(`failed: ${trouble}`);
  lines.push(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return { text: lines.join("\n"), exitCode: failed > 0 || trouble !== undefined ? 1 : 0 };
}
