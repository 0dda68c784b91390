import type { AnyNode, ObjectExpression, ObjectPattern, Property, AssignmentProperty } from "acorn";

/** The name of a member or key; undefined where it is computed. */
export function nameOf(node: AnyNode, computed: boolean): string | undefined {
  return node.type === "Identifier" && !computed ? node.name : textOf(node);
}

export function textOf(node: AnyNode | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  return node?.type === "TemplateLiteral" && node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
}

/** What the object of a member is called: `crypto` in `crypto.subtle` and in `window.crypto.subtle`. */
export function ownerOf(node: AnyNode): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type === "ChainExpression") return ownerOf(node.expression);
  return node.type === "MemberExpression" ? nameOf(node.property, node.computed) : undefined;
}

export function propertiesOf(object: ObjectExpression | ObjectPattern): [name: string, property: Property | AssignmentProperty][] {
  return object.properties.flatMap((property) => {
    const name = property.type === "Property" ? nameOf(property.key, property.computed) : undefined;
    return property.type === "Property" && name !== undefined ? [[name, property] as [string, Property]] : [];
  });
}
