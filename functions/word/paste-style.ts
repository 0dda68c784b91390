import type { Element } from "./html-tree.ts";

/** The declarations of a style attribute, names and values in lower case; quotes in values stay. Tolerant: never throws. */
export function stylesOf({ attributes }: Element): Map<string, string> {
  const styles = new Map<string, string>();
  for (const declaration of (attributes["style"] ?? "").split(";")) {
    const colon = declaration.indexOf(":");
    if (colon > 0)
      styles.set(
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return styles;
}

export function hasClass({ attributes }: Element, name: RegExp): boolean {
  return (attributes["class"] ?? "").split(/\s+/).some((each) => name.test(each));
}

/** Word hides field codes and its own notes this way; nobody sees them in Word either. */
export function isHidden(styles: Map<string, string>): boolean {
  return styles.get("display") === "none" || styles.get("mso-hide") === "all";
}

/** The emphasis that a style alone gives, as tags of the closed list, outermost first. */
export function emphasisOf(styles: Map<string, string>): string[] {
  const weight = styles.get("font-weight") ?? "";
  const lines = `${styles.get("text-decoration") ?? ""} ${styles.get("text-decoration-line") ?? ""}`;
  const height = styles.get("vertical-align") ?? "";
  return [
    ...(weight === "bold" || weight === "bolder" || Number(weight) >= 600 ? ["strong"] : []),
    ...(/italic|oblique/.test(styles.get("font-style") ?? "") ? ["em"] : []),
    ...(lines.includes("underline") ? ["u"] : []),
    ...(lines.includes("line-through") ? ["s"] : []),
    ...(height === "super" ? ["sup"] : height === "sub" ? ["sub"] : []),
  ];
}
