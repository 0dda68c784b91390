import { richText } from "../../core/rich-text.ts";

const FILE = /\/api\/materials\/([0-9a-z-]+)\/files\/([0-9a-z-]+)\/[^"]*/g;

/**
 * The text of a working record as the public would see it. Its pictures have public addresses, which answer only once the material is
 * published: staff get them from the working record.
 */
export function workingText(body: string) {
  return richText(
    body.replace(FILE, (_, id: string, file: string) => `/api/staff/materials/${id}/files/${file}`),
    "",
  );
}
