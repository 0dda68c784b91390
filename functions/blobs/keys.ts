const KEY = /^[0-9a-z][0-9a-z-]{0,63}(\/[0-9a-z][0-9a-z-]{0,63}){0,3}$/;

/** Keys are generated, never taken from a visitor; this is the second lock: no dots, so no `..`, and never absolute. */
export function isBlobKey(key: string): boolean {
  return KEY.test(key);
}

/** @throws TypeError for anything that is not a generated key: a mistake of the caller. */
export function assertBlobKey(key: string): void {
  if (!isBlobKey(key)) throw new TypeError("not a blob key");
}
