import { setTimeout as pause } from 'node:timers/promises'

const PAUSE_MS = 200

/** Repeats a question until its answer is not null. Throws after the time (ms), with the last error. */
export async function waitFor<T>(what: string, timeoutMs: number, ask: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let last: unknown = null
  while (performance.now() < deadline) {
    const answer = await ask().catch((error: unknown) => {
      last = error
      return null
    })
    if (answer !== null) return answer
    await pause(PAUSE_MS)
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s`, { cause: last })
}
