import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { connect } from '../../db/platform/connection.ts'
import { createPlayer } from '../cycle/player.ts'
import type { Play } from '../cycle/play.ts'
import { cycleResults } from '../cycle/results.ts'
import { readScenario } from '../cycle/scenario.ts'
import { stages } from '../cycle/stages.ts'
import { brokenInvariants } from '../support/engine-invariants.ts'

/* More than the longest lease of a job, which a killed process may have held. */
const PATIENCE_MS = 400_000
/* So long after a step its workers, its mails and the engine are still at it. */
const BUSY_MS = 400

/** Steps that every played cycle has at least: tasks that people complete, and moves of the clock. */
export const STEPS_OF_A_CYCLE = 210

export interface Disturbance {
  baseUrl: string
  databaseUrl: string
  random: () => number
  /** After which steps it comes, counted from 1. */
  moments: ReadonlySet<number>
  disturb: () => Promise<void>
  /** Called when the clock stands at an instant, before the play goes on. */
  clockMoved?: (instant: Date) => Promise<void>
}

/** What a disturbed cycle came to; `problems` are empty where it came to the same as any other. */
export interface DisturbedCycle {
  steps: number
  disturbed: number
  problems: string[]
}

/** Plays a whole cycle, disturbed while the workers and the relay are busy with some of its steps. */
export async function playDisturbed(disturbance: Disturbance): Promise<DisturbedCycle> {
  const player = await createPlayer(
    { baseUrl: disturbance.baseUrl, patienceMs: PATIENCE_MS },
    await readScenario('milano'),
  )
  const disturbed = disturbing(player, disturbance)
  const { databaseUrl } = disturbance
  try {
    for (const [, playStage] of stages) await playStage(disturbed.play)
    await disturbed.isOver()
  } catch (error) {
    throw new Error(
      `${String(error)} after ${disturbed.counts.steps} steps: ${await whatWaits(databaseUrl)}`,
      { cause: error },
    )
  }
  await player.until(
    'nothing is left to send',
    async () => (await cycleResults(databaseUrl)).left.unsent === 0,
  )
  await player.until('no token waits in the engine', async () => (await left(databaseUrl)).elements === 0)
  const broken = player.checks
    .filter(({ holds }) => !holds)
    .map(({ rule, found }) => `${rule}: ${JSON.stringify(found)}`)
  return { ...disturbed.counts, problems: [...broken, ...(await problemsOf(databaseUrl))] }
}

/* It comes at some moment within the work that a step leaves; the next step does not wait for it. */
function disturbing(play: Play, { random, moments, disturb, clockMoved }: Disturbance) {
  const counts = { steps: 0, disturbed: 0 }
  let last = Promise.resolve()
  const disturbLater = async (before: Promise<void>): Promise<void> => {
    await before
    await pause(random() * BUSY_MS)
    await disturb()
    counts.disturbed += 1
  }
  const step = (): void => {
    counts.steps += 1
    if (moments.has(counts.steps)) last = disturbLater(last)
    last.catch(() => undefined)
  }
  const complete: Play['complete'] = async (task, input, files) => {
    await play.complete(task, input, files)
    step()
  }
  const moveClockTo: Play['moveClockTo'] = async (instant) => {
    await play.moveClockTo(instant)
    await clockMoved?.(instant)
    step()
  }
  return { play: { ...play, complete, moveClockTo }, counts, isOver: () => last }
}

async function problemsOf(databaseUrl: string): Promise<string[]> {
  const { expected } = await readScenario('milano')
  const found = await cycleResults(databaseUrl)
  const { broken, incidents } = await left(databaseUrl)
  return [
    ...(isDeepStrictEqual(found, expected) ? [] : [`results: ${JSON.stringify(found)}`]),
    ...broken,
    ...(incidents === 0 ? [] : [`${incidents} incidents`]),
  ]
}

async function left(databaseUrl: string): Promise<{ elements: number; incidents: number; broken: string[] }> {
  const knex = connect({ url: databaseUrl, poolSize: 1 })
  try {
    const count = async (table: string): Promise<number> =>
      (await knex.raw<{ rows: { count: number }[] }>(`select count(*) from ${table}`)).rows[0]?.count ?? -1
    return {
      elements: await count('engine.elements'),
      incidents: await count('engine.incidents'),
      broken: await brokenInvariants(knex),
    }
  } finally {
    await knex.destroy()
  }
}

/* For whoever looks into a run that came to no end. */
async function whatWaits(databaseUrl: string): Promise<string> {
  const knex = connect({ url: databaseUrl, poolSize: 1 })
  try {
    const rows = async (sql: string): Promise<string> =>
      JSON.stringify((await knex.raw<{ rows: unknown[] }>(sql)).rows)
    const found = [
      `tokens ${await rows(`select element_id, state, count(*) from engine.elements where kind not in ('PROCESS', 'CALL_ACTIVITY') group by 1, 2`)}`,
      `incidents ${await rows('select element_id, code, sentence from engine.incidents where resolved_at is null')}`,
      `jobs ${await rows('select type, retries, due_at, now() from engine.jobs')}`,
      `deliveries ${await rows('select m.name, d.attempts, d.retry_at from engine.deliveries d join engine.messages m on m.key = d.message_key')}`,
      `unsent ${await rows(`select kind, state, attempts, available_at, last_error from outbox where state <> 'SENT'`)}`,
      ...(await brokenInvariants(knex)),
    ]
    return found.join('\n')
  } catch (error) {
    return `the database does not say (${String(error)})`
  } finally {
    await knex.destroy()
  }
}
