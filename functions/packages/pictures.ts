import { address } from "./page.ts";
import { ATTACHMENTS } from "./pages.ts";

interface PackedFile {
  id?: string;
  fileName: string;
  packedAs?: string;
}

/**
 * Points the pictures of a canonical body at their copies in the package. A picture that is not packed leaves its description: a page
 * without a network must not show broken pictures.
 */
export function picturesWithin(body: string, files: PackedFile[]): string {
  return body.replace(/<img src="([^"]*)" alt="([^"]*)" \/>/g, (_, src: string, alt: string) => {
    const [, id = "", name = ""] = /^\/api\/materials\/[^/]+\/files\/([^/]+)\/([^/]+)$/.exec(src) ?? [];
    const file = files.find((each) => each.id === id) ?? files.find((each) => each.id === undefined && each.fileName === decoded(name));
    if (file?.packedAs !== undefined) return `<img src="${address(ATTACHMENTS, file.packedAs)}" alt="${alt}" />`;
    return alt ? `[图片：${alt}]` : "[图片]";
  });
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll("&amp;", "&"));
  } catch {
    return name;
  }
}
