import type { CDPSession, Page, Protocol } from "puppeteer-core";

type Node = Protocol.Accessibility.AXNode;

/** What assistive technology is told of a part of the page: a line for each thing, in the order of the tree. Chromium alone tells it. */
export class AxTree {
  readonly #nodes: Map<string, Node>;
  readonly #root: Node;

  private constructor(nodes: Node[], root: Node) {
    this.#nodes = new Map(nodes.map((node) => [node.nodeId, node]));
    this.#root = root;
  }

  /** @param selector the element whose tree is read, its shadow tree included */
  static async of(page: Page, selector: string): Promise<AxTree> {
    const session: CDPSession = await page.createCDPSession();
    const element = await page.$(selector);
    const { node } = await session.send("DOM.describeNode", {
      objectId: (await session.send("Runtime.evaluate", { expression: `document.querySelector(${JSON.stringify(selector)})` })).result
        .objectId!,
    });
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    await session.detach();
    const root = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId);
    if (!element || !root) throw new Error(`${selector} is not in the tree`);
    return new AxTree(nodes, root);
  }

  *#walk(node = this.#root): Generator<Node> {
    if (!node.ignored) yield node;
    for (const id of node.childIds ?? []) {
      const child = this.#nodes.get(id);
      if (child) yield* this.#walk(child);
    }
  }

  /** `role "name"`, then what else is said of it; of things that one can act on, and of what groups them. */
  controls(): string[] {
    return [...this.#walk()].filter(({ role }) => told.has(String(role?.value))).map(line);
  }

  /** What is read out by itself when it changes: the words of each live region that says something. */
  live(): string[] {
    return [...this.#walk()]
      .filter((node) => node.properties?.some(({ name, value }) => name === "live" && value.value !== "off"))
      .filter(({ role }) => ["status", "alert"].includes(String(role?.value)))
      .map((region) => this.#text(region))
      .filter(Boolean);
  }

  #text(region: Node): string {
    const texts = [...this.#walk(region)].filter(({ role }) => role?.value === "StaticText").map(({ name }) => String(name?.value));
    return texts.join("").trim();
  }
}

const told = new Set(
  "button link checkbox radio combobox textbox searchbox group navigation search form region heading list article".split(" "),
);
const states = ["checked", "pressed", "required", "invalid", "disabled", "busy"];

function line({ role, name, description, properties = [] }: Node): string {
  const said = properties.flatMap(({ name, value }) =>
    states.includes(name) && value.value !== false && value.value !== "false"
      ? [value.value === true || value.value === "true" ? name : `${name}=${value.value}`]
      : [],
  );
  const described = description?.value ? [`(${description.value})`] : [];
  return [`${role!.value} "${name?.value ?? ""}"`, ...said, ...described].join(" ");
}
