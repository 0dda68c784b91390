// China keeps one time zone and has no summer time, so a fixed offset is exact.
const OFFSET = 8 * 3_600_000;

/** ISO time -> `YYYY-MM-DD HH:MM` in Beijing (国办发〔2017〕47号); "" for what is no time. */
export function minute(iso: string | undefined): string {
  const time = Date.parse(iso || "");
  return time ? new Date(time + OFFSET).toISOString().slice(0, 16).replace("T", " ") : "";
}

/** ISO time -> `YYYY-MM-DD` in Beijing. */
export function day(iso: string): string {
  return new Date(Date.parse(iso) + OFFSET).toISOString().slice(0, 10);
}

/** Bytes as people read them: `512 B`, `38 KB`, `1.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
