/** Without characters that no text needs: controls, half characters, byte-order marks and overrides of the writing direction. */
export function legible(html: string): string {
  return html
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufeff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/g, "");
}
