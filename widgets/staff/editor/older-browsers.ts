// What the editor's library takes for granted and Chromium 90, Firefox 90 or Safari 14 lack. Our own code does without it.

function lend(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

function at<T>(this: ArrayLike<T>, place: number): T | undefined {
  return this[place < 0 ? this.length + Math.trunc(place) : Math.trunc(place) || 0];
}

function findLast<T>(this: T[], fits: (value: T, place: number, list: T[]) => boolean): T | undefined {
  for (let place = this.length - 1; place >= 0; place--) if (fits(this[place]!, place, this)) return this[place];
  return undefined;
}

lend(Array.prototype, "at", at);
lend(String.prototype, "at", at);
lend(Array.prototype, "findLast", findLast);
lend(Object, "hasOwn", (owner: object, name: PropertyKey) => Object.prototype.hasOwnProperty.call(owner, name));
