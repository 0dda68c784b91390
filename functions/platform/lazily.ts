/** A module that is loaded at its first use and then kept: each `import()` costs some 20 µs, even of what is there already. */
export function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    if (!kept) {
      kept = load();
      kept.catch(() => (kept = undefined));
    }
    return kept;
  };
}
