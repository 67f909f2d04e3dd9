import type { ProcessEngine } from '../../engine/port.ts'
import type { ConformanceCase } from './case.ts'
import { createPlayer } from './player.ts'

export interface Pace {
  limitMs: number
  graceMs: number
}

const LEASE_MS = 120_000

/** Plays one case under names of its own, and clears what it started. Throws Difference where the engine behaves otherwise. */
export async function playCase(
  { models, play, leaseMs = LEASE_MS }: ConformanceCase,
  { engine, suffix, ...pace }: Pace & { engine: ProcessEngine; suffix: string },
): Promise<void> {
  const player = createPlayer({ engine, suffix, leaseMs, ...pace })
  try {
    await player.deploy(...models)
    await play(player)
  } finally {
    await player.close()
  }
}
