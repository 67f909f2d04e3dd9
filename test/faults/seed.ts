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

/** One whole number in each of `count` parts of 1 to `of`, so that they are spread over all of it. */
export function spread(random: () => number, { count, of }: { count: number; of: number }): Set<number> {
  const begin = (part: number): number => Math.floor((part * of) / count)
  const within = (part: number): number => Math.floor(random() * (begin(part + 1) - begin(part)))
  return new Set(Array.from({ length: count }, (_, part) => 1 + begin(part) + within(part)))
}
