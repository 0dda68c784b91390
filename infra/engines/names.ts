import { at, type Feature, feature, keys, unknown } from "./support.ts";

/** Everything that a script can name, by the name it uses. One name may stand in many interfaces. */
interface Names {
  globals: Map<string, Feature>;
  /** Methods of the language's own objects: looked for where something is called. */
  methods: Map<string, Feature[]>;
  /** Methods and attributes of the web's interfaces. */
  members: Map<string, Feature[]>;
  events: Map<string, Feature[]>;
}

const builtins = ["javascript", "builtins"];

/** Interfaces of which a page has one object, by what it is called: their members are looked for there alone. */
const single = new Map([
  ["navigator", "Navigator"],
  ["location", "Location"],
  ["history", "History"],
  ["crypto", "Crypto"],
  ["performance", "Performance"],
  ["screen", "Screen"],
  ["CSS", "CSS"],
]);
const singleInterfaces = new Set([...single.values(), "WorkerNavigator"]);
/**
 * Interfaces that no page of ours gets hold of and whose members are everyday words (`address`, `tag`). They are not looked for;
 * instead each way to one is itself a finding.
 */
const setAside = /^(?:RTC|Notification|MediaSource)/;
const waysToSetAside = new Set(["showNotification", "getNotifications"]);
const globalObjects = new Set(["window", "self", "globalThis", "top", "parent"]);

export const names: Names = collect();

function collect(): Names {
  const found: Names = { globals: new Map(), methods: new Map(), members: new Map(), events: new Map() };
  for (const owner of keys(builtins)) {
    const whole = add(found.globals, owner, [...builtins, owner]);
    if (isUnreached(owner, whole)) continue;
    for (const key of keys([...builtins, owner])) if (/^[a-z]\w*$/i.test(key)) addTo(found.methods, key, [...builtins, owner, key]);
  }
  for (const owner of keys(["api"])) {
    const whole = add(found.globals, owner, ["api", owner]);
    if (setAside.test(owner)) {
      found.globals.set(owner, notLookedInto(`api.${owner}`));
      continue;
    }
    if (singleInterfaces.has(owner) || isUnreached(owner, whole)) continue;
    for (const key of keys(["api", owner])) {
      const [, event] = /^(\w+)_event$/.exec(key) ?? [];
      if (event !== undefined) addTo(found.events, event, ["api", owner, key]);
      else if (waysToSetAside.has(key)) found.members.set(key, [notLookedInto(`api.${owner}.${key}`)]);
      else if (!key.includes("_")) addTo(found.members, key, ["api", owner, key]);
    }
  }
  for (const key of keys(["api", "Window"])) if (!found.globals.has(key)) add(found.globals, key, ["api", "Window", key]);
  return found;
}

/**
 * What an engine lacks altogether is reached by nothing but names that are found themselves, so that its members need no look.
 * Two kinds are reached without: elements by their tag, iterators by the methods of lists.
 */
function isUnreached(owner: string, whole: Feature | undefined): boolean {
  return whole !== undefined && whole.lacking.length > 0 && !/^HTML\w+Element$|^Iterator$/.test(owner);
}

function notLookedInto(id: string): Feature {
  return unknown(id, "what it leads to is set aside in infra/engines/names.ts");
}

function add(map: Map<string, Feature>, name: string, path: string[]): Feature | undefined {
  const found = feature(path);
  if (found) map.set(name, found);
  return found;
}

function addTo(map: Map<string, Feature[]>, name: string, path: string[]): void {
  const found = feature(path);
  if (found) map.set(name, [...(map.get(name) ?? []), found]);
}

/** What `owner.name` stands for where the owner is an object or class that the web or the language knows by this name. */
export function exactMember(name: string, owner: string): Feature | undefined {
  const global = globalObjects.has(owner) ? names.globals.get(name) : undefined;
  const exact = ["_static", ""].flatMap((kind) => [
    feature(["api", owner, name + kind]),
    feature(["api", single.get(owner) ?? owner, name + kind]),
    feature([...builtins, owner, name + kind]),
  ]);
  return [global, ...exact].find((found) => found !== undefined);
}

/**
 * What `owner.name` may stand for. Where the owner's type cannot be told, these are the members of that name in all interfaces.
 * @param called whether it stands where something is called
 */
export function membersNamed(name: string, owner: string | undefined, called: boolean): Feature[] {
  const exact = owner === undefined ? undefined : exactMember(name, owner);
  if (exact) return [exact];
  const inLanguage = called || owner === "prototype" ? (names.methods.get(name) ?? []) : [];
  return [...inLanguage, ...(names.members.get(name) ?? [])];
}

/** An option of a method or constructor, wherever below it the data keep it: `options_signal_parameter`, `inline_option`. */
export function optionNamed(id: string, option: string): Feature | undefined {
  const path = id.split(".");
  for (const key of keys(path)) {
    const [, name] = /^(?:options_)?(\w+)_(?:parameter|option|property)$/.exec(key) ?? [];
    if (name === option) return feature([...path, key]);
    const below = key.endsWith("_parameter") ? optionNamed(`${id}.${key}`, option) : undefined;
    if (below) return below;
  }
  return undefined;
}

/** That a class may be made by pages is a feature of its own: `new CSSStyleSheet()`. */
export function constructorNamed(name: string): Feature | undefined {
  return feature(["api", name, name]) ?? feature([...builtins, name, name]);
}

export function elementNamed(tag: string): Feature | undefined {
  return feature(["html", "elements", tag]);
}

/** An attribute of an element, or one that every element has. */
export function attributeNamed(tag: string | undefined, attribute: string): Feature | undefined {
  const name = attribute.toLowerCase();
  const own = tag === undefined ? undefined : feature(["html", "elements", tag, name]);
  return own ?? (at(["html", "global_attributes", name]) && feature(["html", "global_attributes", name]));
}

/** Of several that a name may stand for, the one that most engines have: only what every interface lacks is newer for certain. */
export function oldest(features: Feature[]): Feature | undefined {
  return features.toSorted((one, other) => one.lacking.length - other.lacking.length)[0];
}
