/** Times are shown as 政府网站发展指引 asks: YYYY-MM-DD HH:MM, in Beijing whatever the device's own zone is. */
const beijing = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString();

export const dateTime = (iso: string): string => beijing(iso).slice(0, 16).replace("T", " ");
export const day = (iso: string): string => beijing(iso).slice(0, 10);
/** `HH:MM` of today's small notices. */
export const clockTime = (iso: string): string => beijing(iso).slice(11, 16);

/** ISO time of a Beijing wall-clock value of an `<input type="datetime-local">`, such as `2026-11-24T08:30`. */
export const fromBeijing = (local: string): string => new Date(`${local}:00+08:00`).toISOString();
/** The value of an `<input type="datetime-local">` for an ISO time. */
export const toBeijing = (iso: string): string => beijing(iso).slice(0, 16);

export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}
