/** Runs `work` on every item, at most `most` at a time. The first failure stops what has not begun, and is thrown. */
export async function inParallel<Item>(items: Iterable<Item>, most: number, work: (item: Item) => Promise<void>): Promise<void> {
  // One iterator shared by all lanes hands each item to exactly one of them.
  const shared = items[Symbol.iterator]();
  let failed = false;
  const lane = async () => {
    for (let next = shared.next(); !failed && !next.done; next = shared.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
}

export function* inGroups<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length === size) {
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}
