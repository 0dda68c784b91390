/** What a list page shows; `cursor` is opaque. */
export interface Query {
  category?: string | undefined;
  tag?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
}

/** Spread on an `<a>`: always a real address, and in the browser a handler that stays on the host's page. */
export interface Attrs {
  href: string;
  onClick?: (event: MouseEvent) => void;
}

/** Where links lead: plain addresses on the server, the same with handlers in the browser. */
export interface Nav {
  list(query: Query): Attrs;
  material(id: string): Attrs;
}

/** Address of a list: `path` is the plain page or the API, the query's empty parts are left out. */
export function listHref(path: string, query: Query & { limit?: number }): string {
  const parts = Object.entries(query).flatMap(([name, value]) => (value ? [name + "=" + encodeURIComponent(value)] : []));
  return path + (parts[0] ? "?" : "") + parts.join("&");
}

/** Address of a material on the plain page. */
export function materialHref(base: string, id: string): string {
  return base + "/column/" + id;
}

/** Links without script. */
export function plainNav(base: string): Nav {
  return { list: (query) => ({ href: listHref(base + "/column/", query) }), material: (id) => ({ href: materialHref(base, id) }) };
}

/** True for a plain left click, which is then ours; everything else (new tab, download) is the browser's. */
export function taken(event: MouseEvent): boolean {
  const mine = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (mine) event.preventDefault();
  return mine;
}
