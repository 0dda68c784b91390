const STORED = /^\/api\/materials\/([0-9a-z-]+)\/files\/([0-9a-z]+)\/[^"'<>\s\\/?#]+$/i;
const PLACEHOLDER = /^gxjt-image:(\d{1,4})$/;

/** Placeholders whose picture is stored by now: undo may bring one of them back into the text. */
const settled = new Map<string, string>();

export function settle(placeholder: string, src: string): void {
  settled.set(`gxjt-image:${placeholder}`, src);
}

/** The stored address in place of a placeholder, once there is one. */
export const resolved = (src: string): string => settled.get(src) ?? src;

/** Where staff see a picture of a draft: its public address answers only once the material is published. */
export function shownSource(src: string): string {
  const [, id, file] = STORED.exec(src) ?? [];
  return id && file ? `/api/staff/materials/${id}/files/${file}` : src;
}

/** The address as it is kept, or undefined for what may not stand in a text. */
export function storedSource(src: string): string | undefined {
  const path = src.startsWith(`${location.origin}/`) ? src.slice(location.origin.length) : src;
  return STORED.test(path) || PLACEHOLDER.test(path) ? path : undefined;
}

/** The number of a picture that is still being uploaded. */
export function placeholderOf(src: string): string | undefined {
  return PLACEHOLDER.exec(src)?.[1];
}

/** The public address of a stored picture, as the server writes it. */
export function publicSource(material: string, file: string, name: string): string {
  return `/api/materials/${material}/files/${file}/${encodeURIComponent(name).replace(/['()]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`;
}
