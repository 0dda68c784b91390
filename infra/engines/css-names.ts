import { at, type Feature, feature, keys, unknown } from "./support.ts";

const length = ["css", "types", "length"];
/** Units that the data keep as a group. */
const unitGroups: [units: RegExp, key: string][] = [
  [/^d(?:vh|vw|vmin|vmax|vi|vb)$/, "viewport_percentage_units_dynamic"],
  [/^s(?:vh|vw|vmin|vmax|vi|vb)$/, "viewport_percentage_units_small"],
  [/^l(?:vh|vw|vmin|vmax|vi|vb)$/, "viewport_percentage_units_large"],
  [/^cq/, "container_query_length_units"],
];

/** Properties under an older name of their own: `word-wrap`, `color-adjust`. */
const olderNames = new Map<string, string>();
for (const property of keys(["css", "properties"]))
  for (const support of Object.values(at(["css", "properties", property])?.__compat?.support ?? {}))
    for (const { alternative_name: older } of [support].flat()) if (older?.match(/^[a-z]/)) olderNames.set(older, property);

/** Functions by name, from whichever type has them. */
const functions = new Map<string, string[]>();
for (const path of [["css", "types"], ...keys(["css", "types"]).map((type) => ["css", "types", type])])
  for (const key of keys(path)) if (!functions.has(key)) functions.set(key, [...path, key]);

/** A name as the data keep it, and the prefix with which it was written. */
function unprefixed(name: string): [name: string, prefix: string | undefined] {
  const [, prefix, rest] = /^(-(?:webkit|moz|ms|o)-)(.+)$/.exec(name) ?? [];
  return rest === undefined ? [name, undefined] : [rest, prefix];
}

/** What stands under `root` by this name, a vendor's prefix included. */
export function named(root: string[], name: string): Feature | undefined {
  const [rest, prefix] = unprefixed(name);
  return feature([...root, name]) ?? (prefix === undefined ? undefined : feature([...root, rest], prefix));
}

/** The property that a declaration is about, whatever it is called there. */
export function propertyMeant(name: string): string {
  const newer = olderNames.get(name);
  if (newer !== undefined) return newer;
  return at(["css", "properties", name]) ? name : unprefixed(name)[0];
}

export function isProperty(name: string): boolean {
  return at(["css", "properties", propertyMeant(name)]) !== undefined;
}

export function propertyNamed(name: string): Feature {
  const newer = olderNames.get(name);
  const found = newer === undefined ? named(["css", "properties"], name) : feature(["css", "properties", newer], name);
  return found ?? unknown(`css.properties.${name}`);
}

export function unitNamed(name: string): Feature | undefined {
  return feature([...length, unitGroups.find(([units]) => units.test(name))?.[1] ?? name]);
}

export function functionNamed(property: string, name: string): Feature | undefined {
  const own = named(["css", "properties", property], name) ?? feature(["css", "properties", property, `${name}_function`]);
  const path = functions.get(unprefixed(name)[0]);
  // `rect()` is as old as `clip`; as a shape it is new.
  const isShape = path?.[2] === "basic-shape" && !/^(?:clip-path|shape-outside|offset-path)$/.test(property);
  return own ?? (path && !isShape ? named(path.slice(0, -1), name) : undefined);
}
