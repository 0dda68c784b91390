/** On stored files, which never become a page of ours: not sniffed, not run, not embedded elsewhere. */
export const fileHeaders: Record<string, string> = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
};
