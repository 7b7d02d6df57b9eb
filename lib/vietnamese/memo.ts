const limit = 20_000;

/** Remembers results of a pure function of one word; names consist of few different words. Bounded. */
export function memoise<T>(compute: (word: string) => T): (word: string) => T {
  let known = new Map<string, T>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const result = compute(word);
    if (known.size >= limit) known = new Map();
    known.set(word, result);
    return result;
  };
}
