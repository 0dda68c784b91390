import { packageStyle } from "./style.ts";

/** Text as HTML; also for attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A relative address inside the package: encoded, so that Chinese, `#`, `%` and spaces survive in every browser and on Windows. */
export function address(...segments: string[]): string {
  return segments.map(encodeURIComponent).join("/");
}

/**
 * A whole page of the package. It asks nobody for anything: no script, no font, no outside picture, as its policy says once more.
 * @param body safe HTML
 * @param home address of the list of contents, on all pages but that list itself
 */
export function page(title: string, body: string, home: string | false = "index.html"): string {
  const back = home === false ? "" : `<p class="back"><a href="${home}">返回目录</a></p>`;
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; connect-src 'none'; frame-src 'none'; object-src 'none'; font-src 'none'; form-action 'none'; base-uri 'none'">
<title>${escapeHtml(title)}</title>
<style>${packageStyle}</style>
</head>
<body>
${back}${body}
</body>
</html>
`;
}
