import { appendFileSync } from "node:fs";

/**
 * Says that a part of the tests could not run here, so that a green run is never mistaken for a full one.
 * `npm test` prints these lines at its end.
 * @param what the part, for example `the storage suite on extenddb`
 * @param why one short reason, for example `needs Linux on x64`
 */
export function notRun(what: string, why: string): void {
  const line = `${what}: ${why}`.replaceAll(/\s+/g, " ");
  const file = process.env["GXJT_NOT_RUN"];
  if (file) appendFileSync(file, `${line}\n`);
  else process.stderr.write(`not run: ${line}\n`);
}
