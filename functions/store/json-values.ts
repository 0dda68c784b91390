/** DynamoDB's bounds for numbers and nesting; SQLite could hold more, the port does not. */
const LARGEST_NUMBER = 9.99e125;
const SMALLEST_NUMBER = 1e-130;
const DEEPEST = 30;

/** Whether a number survives in every engine. */
export function isStorableNumber(value: unknown): value is number {
  if (typeof value !== "number" || !Number.isFinite(value)) return false;
  const size = Math.abs(value);
  return size === 0 || (size >= SMALLEST_NUMBER && size <= LARGEST_NUMBER);
}

/**
 * Says why a value is not JSON that every engine gives back unchanged, or nothing when it is. Half surrogate pairs are
 * refused because UTF-8 has no form for them: an engine would hand back another text than it was given.
 */
export function jsonProblem(value: unknown, depth = 0): string | undefined {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : "a text holds half a surrogate pair";
    case "number":
      return isStorableNumber(value) ? undefined : `the number ${value} cannot be stored`;
    case "boolean":
      return undefined;
    case "object":
      if (value === null) return undefined;
      if (depth > DEEPEST) return `values are nested deeper than ${DEEPEST}`;
      return Array.isArray(value) ? arrayProblem(value, depth) : objectProblem(value, depth);
    default:
      return `a ${typeof value} cannot be stored`;
  }
}

function arrayProblem(values: unknown[], depth: number): string | undefined {
  // By index, because a hole in the array would be skipped by iterating methods.
  for (let index = 0; index < values.length; index++) {
    const problem = jsonProblem(values[index], depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

function objectProblem(value: object, depth: number): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return "only plain objects can be stored";
  for (const [name, inner] of Object.entries(value)) {
    if (name === "") return "an attribute has no name";
    if (!name.isWellFormed()) return "an attribute name holds half a surrogate pair";
    if (inner === undefined) continue;
    const problem = jsonProblem(inner, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

/** JSON with sorted names: the same value always gives the same text, whatever order its parts were set in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/**
 * Adds as DynamoDB does, in decimals: 0.1 + 0.2 is 0.3. Whole numbers are exact; others are rounded to the 15 digits
 * that a double always holds.
 */
export function addDecimals(a: number, b: number): number {
  const sum = a + b;
  return Number.isInteger(a) && Number.isInteger(b) ? sum : Number(sum.toPrecision(15));
}

/** Compares two texts by their UTF-8 bytes, the order of every engine's keys. */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
