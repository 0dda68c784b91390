// Names that Windows gives to devices, with any extension: a file so called cannot be opened or deleted there.
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;
// Controls, quotes and separators of headers, invisible characters and bidirectional overrides ("gpj.exe" shown as "exe.jpg").
const STRIPPED = /[\p{Cc}\p{Zl}\p{Zp}"';\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;
const REPLACED = /[/\\:*?<>|]/g;

/**
 * A file name that is harmless as a header value, on Windows, on Linux and in an archive. Never empty, never a path.
 * @param maxChars in characters (code points), the extension included; the extension survives the cut.
 */
export function safeFileName(name: string, maxChars = 150): string {
  const clean = name.toWellFormed().normalize("NFC").replace(STRIPPED, "").replace(REPLACED, "_").replace(/\s+/g, " ");
  const trimmed = clean.replace(/^[. ]+|[. ]+$/g, "") || "附件";
  const { stem, extension } = splitExtension(trimmed);
  const device = RESERVED.test((stem.split(".")[0] ?? "").trimEnd()) ? `_${stem}` : stem;
  const kept = Array.from(device)
    .slice(0, maxChars - Array.from(extension).length)
    .join("")
    .replace(/[. ]+$/, "");
  return (kept || "附件") + extension;
}

/** The last extension with its dot, when it looks like one; names such as `第1.2节` have none. */
export function splitExtension(name: string): { stem: string; extension: string } {
  const extension = /(?<=.)\.[A-Za-z0-9]{1,10}$/u.exec(name)?.[0] ?? "";
  return { stem: name.slice(0, name.length - extension.length), extension };
}
