/** One part of `npm run faults`: what is done, and the line that tells how it ended. */
export interface Part {
  name: string
  title: string
  /** Gives what was done; throws where something does not hold. */
  run: (seed: number) => Promise<string>
}

/** Throws with all that does not hold, if there is any. */
export function insistOnNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.slice(0, 4_000)).join('\n'))
}
