/** One JSON object per line; JSON escapes CR, LF and control characters, so no input can forge a line (ASVS 16.4.1). */
export type Log = (event: string, details?: Record<string, string | number | boolean | undefined>) => void;

export function jsonLog(write: (line: string) => void, now: () => number = Date.now): Log {
  return (event, details = {}) => write(`${JSON.stringify({ at: new Date(now()).toISOString(), event, ...details })}\n`);
}

/** The process's own log. */
export const stderrLog: Log = jsonLog((line) => process.stderr.write(line));
