import { defaultAccent } from "./accent.contract.ts";

/** Address of the plain pages' second style sheet, which changes with the colour; undefined where the usual one holds. */
export function themeAddress(accent: string): string | undefined {
  return accent === defaultAccent ? undefined : `/embed/theme.css?${accent.slice(1)}`;
}

/** `/embed/theme.css`: the one property that every style sheet of the column asks for. */
export function themeSheet(accent: string): string {
  return `:root{--gxjt-accent:${accent}}\n`;
}

/**
 * The line that is appended to `/embed/gxjt.js`: gives the host page the accent colour unless it has one of its own, looked at again
 * when its style sheets have all come. ES5, and only the CSSOM, since a style element may be forbidden there.
 */
export function themeLine(accent: string): string {
  if (accent === defaultAccent) return "";
  return (
    '(function(e,n,o){function f(){o&&e.style.removeProperty(n);(o=!getComputedStyle(e).getPropertyValue(n))&&e.style.setProperty(n,"' +
    accent +
    '")}f();addEventListener("load",f)})(document.documentElement,"--gxjt-accent",0);\n'
  );
}
