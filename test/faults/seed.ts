/** The seed of a run: given to run a failure again, else drawn. */
export const seedOf = (): number => Number(process.env['CONCILIA_TEST_SEED'] ?? Date.now() % 1_000_000)

/** The same numbers between 0 and 1 for the same seed (mulberry32), so that a run that failed can be run again. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One whole number in each of `count` equal parts of 1 to `of`. */
export const spread = (random: () => number, { count, of }: { count: number; of: number }): Set<number> =>
  new Set(Array.from({ length: count }, (_, part) => 1 + Math.floor(((part + random()) / count) * of)))
