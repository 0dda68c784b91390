/** Everything about a host page that is not ours to change. */
export interface HostState {
  /** Its elements, attributes, texts and comments. */
  dom: string;
  /** Computed styles of its elements, but for what follows from the height of ours. */
  styles: Record<string, string>;
  /** Own names of its global object. */
  globals: string[];
  /** What hangs on the language's and the browser's prototypes, with the code of each function. */
  prototypes: Record<string, string>;
  /** What its own scripts and libraries see. */
  own: object;
}

/** Runs in the page. Our lines stand between comments; what the loader adds to the head is known by its address. */
export function hostState(): HostState {
  const moved =
    /^(width|height|inline-size|block-size|perspective-origin|transform-origin|grid-template-.*|(inset|top|bottom|left|right)(-.*)?)$/;
  const styles: Record<string, string> = {};

  function styleOf(element: Element): void {
    const computed = getComputedStyle(element);
    const lines: string[] = [];
    for (const name of Array.from(computed)) if (!moved.test(name)) lines.push(name + ":" + computed.getPropertyValue(name));
    styles[Object.keys(styles).length + element.tagName] = lines.join(";");
  }

  function write(node: Node): string {
    if (node instanceof Text) return node.data;
    if (node instanceof Comment) return "<!--" + node.data + "-->";
    if (!(node instanceof Element)) return "";
    // What the loader fetches, and what it appends only when the page is there.
    if (/\/embed\/\w+-/.test(node.getAttribute("src") || "")) return "";
    styleOf(node);
    let text = "<" + node.tagName;
    for (const { name, value } of Array.from(node.attributes)) text += " " + name + "=" + value;
    text += ">";
    let ours = false;
    for (const child of Array.from(node.childNodes)) {
      if (child instanceof Comment && child.data === "/gxjt") ours = false;
      if (!ours) text += write(child);
      if (child instanceof Comment && child.data === "gxjt") ours = true;
    }
    return text;
  }

  const prototypes: Record<string, string> = {};
  for (const name of Object.getOwnPropertyNames(window).filter((name) => /^[A-Z]/.test(name))) {
    const maker = (window as unknown as Record<string, unknown>)[name];
    if (typeof maker !== "function") continue;
    for (const [place, thing] of [
      [name, maker],
      [name + ".prototype", (maker as { prototype?: object }).prototype],
    ] as const) {
      if (!thing) continue;
      const lines = Object.entries(Object.getOwnPropertyDescriptors(thing)).map(
        ([key, { value, get, set }]) =>
          key + "=" + [value, get, set].map((one) => (typeof one === "function" ? String(one) : typeof one)).join("|"),
      );
      // The libraries hang whole programs on them; their length and names tell enough of those.
      prototypes[place] = lines.map((line) => line.slice(0, 60) + line.length).join("\n");
    }
  }
  const seen = window as unknown as Record<string, unknown>;
  const names: string[] = [];
  // As careless scripts do it.
  // oxlint-disable-next-line typescript/no-for-in-array
  for (const name in [7, 8]) names.push(name);
  for (const name in {}) names.push(name);
  return {
    dom: write(document.documentElement),
    styles,
    // Sorted, since Firefox lists them in the order in which they were first used.
    globals: Object.getOwnPropertyNames(window)
      .filter((name) => !/^\d+$/.test(name))
      .sort(),
    prototypes,
    own: {
      log: seen["hostLog"],
      // MooTools 1.2 has an object of its own in this place.
      json: "stringify" in JSON ? JSON.stringify([1, ["二", { 三: [null] }]]) : Object.keys(JSON),
      names,
      title: document.title,
      cookie: document.cookie,
      mode: document.compatMode,
      charset: document.characterSet,
      dollar: String(seen["$"]).slice(0, 80),
      define: String(seen["define"]).slice(0, 80),
      handlers: Object.keys(window).filter((name) => name.startsWith("on") && seen[name]),
    },
  };
}
