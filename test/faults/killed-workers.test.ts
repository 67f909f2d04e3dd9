import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { expectedResults } from '../cycle/check-results.ts'
import { createPlayer } from '../cycle/player.ts'
import type { Play } from '../cycle/play.ts'
import { cycleResults } from '../cycle/results.ts'
import { stages } from '../cycle/stages.ts'

const PATIENCE_MS = 300_000
const KILLS = 5
const TASKS_OF_A_CYCLE = 200

/** The same numbers for the same seed (mulberry32), so that a run that failed can be run again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The play with the application killed right after some of its completed tasks, while workers and relay are busy. */
function killingAfter(
  play: Play,
  moments: ReadonlySet<number>,
  kill: () => Promise<void>,
): { play: Play; completed: () => number } {
  let completed = 0
  const complete: Play['complete'] = async (task, input, files) => {
    await play.complete(task, input, files)
    completed += 1
    if (moments.has(completed)) await kill()
  }
  return { play: { ...play, complete }, completed: () => completed }
}

describe('a cycle whose workers are killed with -9 at five moments', () => {
  const seed = Number(process.env['CONCILIA_TEST_SEED'] ?? Date.now() % 1_000_000)
  let application: RunningApplication

  beforeAll(async () => {
    application = await startWholeApplication({
      name: 'faults',
      portOffset: 50,
      settings: { CONCILIA_JOB_LEASE_MS: '5000' },
    })
  }, 300_000)
  afterAll(() => application.stop(), 60_000)

  it(`ends the same: same ranking, same amounts, nothing twice, no task lost (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    const moments = new Set(
      Array.from(
        { length: KILLS },
        (_, part) => 1 + Math.floor(((part + random()) / KILLS) * TASKS_OF_A_CYCLE),
      ),
    )
    const player = await createPlayer(application.baseUrl, PATIENCE_MS)
    const killed = killingAfter(player, moments, application.killAndRestart)
    for (const [, playStage] of stages) await playStage(killed.play)

    expect(killed.completed()).toBeGreaterThanOrEqual(TASKS_OF_A_CYCLE)
    expect(player.checks.filter((checked) => !checked.holds)).toEqual([])
    const databaseUrl = application.environment['DATABASE_URL'] ?? ''
    await player.until(
      'nothing is left to send',
      async () => (await cycleResults(databaseUrl)).left.unsent === 0,
    )
    expect(await cycleResults(databaseUrl)).toEqual(await expectedResults())
  }, 1_200_000)
})
