import { allowedLink } from "./allowed-html.ts";

interface Counted {
  pictures: number;
  unknownStyles: number;
}

/**
 * What the clean page does not carry over, one Chinese sentence for each kind with its number, for the editor to check against the document.
 * @param parts the document's XML parts by name
 * @param html mammoth's answer before cleaning
 */
export function describeLosses(parts: Map<string, Uint8Array>, html: string, { pictures, unknownStyles }: Counted): string[] {
  const text = (name: string) => new TextDecoder().decode(parts.get(name));
  const main = text("word/document.xml");
  const count = (source: string, pattern: RegExp) => Array.from(source.matchAll(pattern)).length;
  const margins = [...parts.keys()].filter(
    (name) => /^word\/(header|footer)\d*\.xml$/.test(name) && /<w:t[ >][^<]*[^<\s]/.test(text(name)),
  ).length;
  const links = Array.from(html.matchAll(/<a href="([^"#][^"]*)"/g)).filter(
    ([, href = ""]) => allowedLink(href.replaceAll("&amp;", "&")) === undefined,
  ).length;
  const revisions = count(main, /<w:(?:ins|del|moveFrom|moveTo) /g);
  const losses: [number, (n: number) => string][] = [
    [pictures, (n) => `有 ${n} 张图片未导入（只收文档内的 PNG 和 JPEG 图片，每张不超过 10 MB）。`],
    [count(main, /<c:chart |<dgm:relIds /g), (n) => `有 ${n} 个图表或 SmartArt 图形未导入，请改用图片。`],
    [count(main, /<o:OLEObject /g), (n) => `有 ${n} 个嵌入对象未导入，请作为附件上传。`],
    [count(main, /<m:oMath>/g), (n) => `有 ${n} 个公式未导入，请改用图片。`],
    [count(text("word/comments.xml"), /<w:comment /g), (n) => `有 ${n} 条批注未导入。`],
    [revisions, (n) => `有 ${n} 处修订，已按接受修订后的文字导入。`],
    [margins, (n) => `有 ${n} 处页眉页脚未导入。`],
    [links, (n) => `有 ${n} 个链接不是网页地址，只保留了文字。`],
    [unknownStyles, (n) => `有 ${n} 种自定义段落样式已按正文处理，请检查小标题。`],
  ];
  return losses.filter(([n]) => n > 0).map(([n, sentence]) => sentence(n));
}
