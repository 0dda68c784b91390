import * as v from "valibot";

/**
 * Letters, digits, dots, hyphens and underscores only: what stands here goes into headers as it is, and a `;` in it would add a rule of its own to
 * the content policy. A Chinese host is written as browsers send it (xn--…).
 */
const shape = /^https?:\/\/(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Whether this is an origin exactly as browsers send it: lower case, no path, no usual port, no wildcard. */
export function isOrigin(text: string): boolean {
  return shape.test(text) && origin(text) === text;
}

/** The origin of a whole address. Not URL.canParse: the workbench runs this in browsers that lack it. */
function origin(address: string): string | undefined {
  try {
    return new URL(address).origin;
  } catch {
    return undefined;
  }
}

/** The origin of an address that somebody has typed or copied, or undefined: `www.example.gov.cn/dj/` means https. */
export function originOf(typed: string): string | undefined {
  const text = typed.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const found = origin(address);
  return found !== undefined && isOrigin(found) ? found : undefined;
}

export const portalOrigins = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(260), v.check(isOrigin))),
  v.maxLength(50),
  v.check((list) => new Set(list).size === list.length),
);
