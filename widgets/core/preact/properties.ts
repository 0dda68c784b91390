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

/**
 * Sets an attribute or a listener (`onInput`) of an element; null takes it away. Never a property: to look for one in the element's
 * prototypes costs several times the attribute itself, so views write names as HTML does (`maxlength`).
 */
export function setAttribute(element: Element, name: string, value: unknown, before: unknown): void {
  // `aria-…` and `data-…` say "true" and "false", others are there or not.
  const said = name[4] === "-";
  if (name.startsWith("on")) {
    const node = element as Listening;
    (node.listeners_ ||= {})[name] = value as Listener;
    if (value && before) return;
    (node.since_ ||= {})[name] = clock;
    const type = name.slice(2).toLowerCase();
    if (value) node.addEventListener(type, proxyOf(name));
    else node.removeEventListener(type, proxyOf(name));
  } else if (value === undefined || value === null || (value === false && !said)) element.removeAttribute(name);
  else element.setAttribute(name, value === true && !said ? "" : (value as string));
}
