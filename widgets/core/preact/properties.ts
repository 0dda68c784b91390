type Listener = (event: Event) => unknown;

/** An element with its listeners, and when each began to listen. */
interface Listening extends Element {
  listeners_?: Record<string, Listener | null | undefined>;
  since_?: Record<string, number>;
}

/** Counts events, so that a listener can tell which began before it was there. */
let clock = 0;
const time = Symbol();
const proxies: Record<string, Listener> = {};

/** A listener of a view that was not there when the event began must not hear it. */
function proxyOf(name: string): Listener {
  return (proxies[name] ||= function (this: Listening, event: Event & { [time]?: number }) {
    if ((event[time] ??= clock++) < this.since_![name]!) return undefined;
    return this.listeners_![name]?.(event);
  });
}

/** Attributes whose property does something else, or takes fewer values. */
const asAttribute = /^(width|height|href|tabIndex|download|role|(col|row)span)$/i;

/** Sets an attribute, a property or a listener (`onInput`) of an element; null takes it away. */
export function setProperty(element: Element, name: string, value: unknown, before: unknown): void {
  if (name.startsWith("on")) {
    const node = element as Listening;
    (node.listeners_ ||= {})[name] = value as Listener;
    if (value && before) return;
    (node.since_ ||= {})[name] = clock;
    const type = name.slice(2).toLowerCase();
    if (value) node.addEventListener(type, proxyOf(name));
    else node.removeEventListener(type, proxyOf(name));
    return;
  }
  if (!asAttribute.test(name) && name in element)
    try {
      (element as unknown as Record<string, unknown>)[name] = value ?? "";
      return;
    } catch {
      // A property that can only be read, such as `form`: set as the attribute below.
    }
  // `aria-…` and `data-…` say "false", others go away.
  if (value === undefined || value === null || (value === false && name[4] !== "-")) element.removeAttribute(name);
  else element.setAttribute(name, value as string);
}
