const BASE_MS = 2_000
const CAP_MS = 300_000

/** Capped exponential back-off with equal jitter, in milliseconds; `attempt` counts from 1, `random` is in [0, 1). */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(BASE_MS * 2 ** (Math.max(attempt, 1) - 1), CAP_MS)
  return Math.round(ceiling / 2 + random() * (ceiling / 2))
}
