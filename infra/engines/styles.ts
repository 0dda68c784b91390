import { type Atrule, type CssNode, type Declaration, find, generate, parse, type PseudoClassSelector, walk } from "css-tree";
import { functionNamed, isProperty, named, propertyMeant, propertyNamed, unitNamed } from "./css-names.ts";
import { gapsByMargins, isGrid, layoutsOf } from "./gaps.ts";
import { type Feature, feature, unknown } from "./support.ts";

export type Kind = "syntax" | "regular expression" | "name" | "option" | "markup" | "property" | "value" | "selector" | "at-rule";

/** Takes each feature that a scan comes by, lacking or not, with the place in the text where it stands. */
export type See = (feature: Feature, offset: number, kind: Kind) => void;

/** Goes through a style sheet, a list of declarations (`style="…"`) or a selector: at-rules, media features, selectors, properties, values. */
export function scanStyles(text: string, see: See, context: "stylesheet" | "declarationList" | "selectorList" = "stylesheet"): void {
  const tree = parse(text, {
    context,
    positions: true,
    onParseError: ({ message, offset }) => see(unknown("css.syntax", message), offset, "syntax"),
  });
  const [isLowered, layoutOf] = [gapsByMargins(tree), layoutsOf(tree)];
  walk(tree, function (node) {
    const offset = node.loc?.start.offset ?? 0;
    const found = preludePart(node, this.atrule);
    if (found) see(found[0], offset, found[1]);
    if ((node.type === "Rule" || node.type === "Atrule") && this.rule) see(feature(["css", "selectors", "nesting"])!, offset, "selector");
    if (node.type === "PseudoClassSelector") for (const part of selectorArguments(node)) see(part, offset, "selector");
    if (node.type !== "Declaration" || node.property.startsWith("--") || isDescriptor(this.atrule)) return;
    const isAsked =
      this.atrule?.name === "supports" && this.atrule.prelude !== null && generate(this.atrule.prelude).includes(node.property);
    const block = this.rule ? this.rule.block.children.toArray().filter((child) => child.type === "Declaration") : [];
    for (const [part, kind] of declarationParts(node, block)) see(isAsked ? { ...part, lacking: [] } : part, offset, kind);
    if (!isGap(node)) return;
    const flex = feature(["css", "properties", node.property, "flex_context"])!;
    see(this.rule && (isGrid(layoutOf(this.rule)) || isLowered(this.rule)) ? { ...flex, lacking: [] } : flex, offset, "value");
  });
}

/**
 * A declaration's property and, where that is no matter, its values. An engine drops a declaration that it does not understand,
 * so others of the same property in the block stand in for it: with a prefix, an older name, an older value.
 */
function declarationParts(node: Declaration, block: Declaration[]): [Feature, Kind][] {
  const others = block.filter((other) => other !== node && propertyMeant(other.property) === propertyMeant(node.property));
  const property = covered(
    propertyNamed(node.property),
    others.map((other) => propertyNamed(other.property)),
  );
  if (property.lacking.length > 0) return [[property, "property"]];
  return [[property, "property"], ...valuesOf(node).map((value): [Feature, Kind] => [covered(value, others.map(worst)), "value"])];
}

/** Whether a text is a style sheet rather than something else in braces: it sets a property that there is. */
export function isStyleSheet(text: string): boolean {
  const tree = parse(text, { parseValue: false, onParseError: () => undefined });
  return find(tree, (node) => node.type === "Declaration" && isProperty(node.property)) !== null;
}

function preludePart(node: CssNode, parent: Atrule | null): [Feature, Kind] | undefined {
  const media = ["css", "at-rules", "media"];
  switch (node.type) {
    case "Atrule": {
      const name = parent?.name === "page" ? `page.at_${node.name}` : node.name;
      return [
        named(["css", "at-rules", ...name.split(".").slice(0, -1)], name.split(".").at(-1)!) ?? unknown(`css.at-rules.${name}`),
        "at-rule",
      ];
    }
    case "Feature": {
      if (node.kind !== "media") return undefined;
      const name = node.name.replace(/^(?:min|max)-/, "");
      return [named(media, name) ?? unknown(`css.at-rules.media.${name}`), "at-rule"];
    }
    case "FeatureRange":
      return [feature([...media, "range_syntax"])!, "at-rule"];
    case "PseudoClassSelector":
    case "PseudoElementSelector":
      return [pseudoNamed(node.name, parent), "selector"];
    case "NestingSelector":
      return [feature(["css", "selectors", "nesting"])!, "selector"];
    case "AttributeSelector":
      return [feature(["css", "selectors", "attribute", ...(node.flags === "i" ? ["case_insensitive_modifier"] : [])])!, "selector"];
    case "ClassSelector":
      return [feature(["css", "selectors", "class"])!, "selector"];
    default:
      return undefined;
  }
}

function pseudoNamed(name: string, parent: Atrule | null): Feature {
  const found = named(["css", "selectors"], name) ?? unknown(`css.selectors.${name}`);
  // `@page :left` is no selector of elements.
  return parent?.name === "page" ? feature(["css", "at-rules", "page"])! : found;
}

function selectorArguments({ name, children }: PseudoClassSelector): Feature[] {
  const first = children?.first;
  const isList = first?.type === "SelectorList" && (first.children.size > 1 || find(first, (part) => part.type === "Combinator") !== null);
  const parts = [
    name === "not" && isList ? feature(["css", "selectors", "not", "selector_list"]) : undefined,
    first?.type === "Nth" && first.selector ? feature(["css", "selectors", name, "of_syntax"]) : undefined,
  ];
  return parts.filter((part) => part !== undefined);
}

/** Of a feature's lacks those that no stand-in makes up for. */
function covered(wanted: Feature, standIns: Feature[]): Feature {
  const lacking = wanted.lacking.filter(({ engine }) => standIns.every((other) => other.lacking.some((lack) => lack.engine === engine)));
  return { ...wanted, lacking };
}

/** All that keeps an engine from a declaration, as one feature. */
function worst(node: Declaration): Feature {
  return { id: node.property, lacking: [propertyNamed(node.property), ...valuesOf(node)].flatMap(({ lacking }) => lacking) };
}

/** Keywords of the property, functions and units. */
function valuesOf(node: Declaration): Feature[] {
  const property = propertyMeant(node.property);
  // The data tell of keywords under the property's present name alone.
  const isPresentName = property === node.property;
  const found: (Feature | undefined)[] = [];
  walk(node.value, (part) => {
    if (part.type === "Identifier" && isPresentName) found.push(named(["css", "properties", property], part.name));
    if (part.type === "Function") found.push(functionNamed(property, part.name.toLowerCase()));
    if (part.type === "Dimension") found.push(unitNamed(part.unit.toLowerCase()));
  });
  return found.filter((value) => value !== undefined);
}

const isGap = (node: Declaration): boolean => /^(?:row-|column-)?gap$/.test(node.property) && !/^(?:0|normal)$/.test(generate(node.value));

const isDescriptor = (atrule: Atrule | null): boolean => ["font-face", "page", "property", "counter-style"].includes(atrule?.name ?? "");
