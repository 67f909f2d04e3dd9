import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedEngine } from '../../../engine/embedded/engine.ts'
import type { ActivatedJob } from '../../../engine/port.ts'
import { median } from '../../bench/median.ts'
import { expectSame } from '../../conformance/check.ts'
import { toFile } from '../../conformance/model.ts'
import type { TestDatabase } from '../../support/database.ts'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import { onEngines } from '../on-engines.ts'
import { DAYS, REMINDERS, ROUNDS, VOTERS, yearModels } from '../year-model.ts'
import type { Part } from './part.ts'

const CYCLES = 30
const DAYS_OF_A_YEAR = 365
const DAY_MS = 24 * 60 * 60 * 1000
const LEASE_MS = 60_000
const SETTLED_MS = 60_000
const POLL_MS = 5
const MESSAGES_LIVE_DAYS = 20
/* Days on which all cycles are open, at the beginning and at the end of the year. */
const EARLY = { from: 20, to: 80 }
const LATE = { from: 220, to: 280 }
const SLOWER_AT_MOST = 1.5

/** What becomes of a report, by cycle and round: done at once, done after some days, or left until it lapses. */
const afterDays = (cycle: number, round: number): number | null => [0, 5, null][(cycle + round) % 3] ?? null

/** A year day by day, with many cycles open at the same time. */
export const year: Part = {
  name: 'year',
  title: `${DAYS_OF_A_YEAR} days one by one, ${CYCLES} cycles at the same time`,
  run: () => onEngines(2, (engines, database) => playYear(engines, database)),
}

async function playYear(engines: readonly EmbeddedEngine[], database: TestDatabase): Promise<string> {
  const began = database.clock.now().getTime()
  const played = playing(engines)
  await engines[0]!.deploy(yearModels.map((model) => toFile(model, (name) => name)))
  for (let day = 0; day <= DAYS_OF_A_YEAR; day += 1) {
    database.setNow(new Date(began + day * DAY_MS))
    for (const engine of engines) engine.clockMoved()
    await played.beginDay(day)
    await settle(database)
    await engines[day % engines.length]!.retention.dropExpiredMessages()
    if (day % 50 === 0)
      expectSame(`rows that do not fit on day ${day}`, await brokenInvariants(database.owner), [])
  }
  await played.stop()
  await expectYear(database)
  expectSame('work done', sorted(played.counts()), sorted(expectedCounts()))
  return speedOf(played.durations)
}

/* People and workers: what is to be done on which day. */
function playing(engines: readonly EmbeddedEngine[]) {
  const done: Record<string, number> = {}
  const durations: { day: number; ms: number }[] = []
  const agenda = new Map<number, (() => Promise<void>)[]>()
  const failures: unknown[] = []
  let today = 0
  let turn = 0
  const either = (): EmbeddedEngine => engines[(turn += 1) % engines.length]!
  const plan = (day: number, act: () => Promise<void>): void =>
    void agenda.set(day, [...(agenda.get(day) ?? []), act])
  const publish = (name: string, correlationKey: string, variables: Record<string, unknown>) =>
    either().publishMessage({
      ...{ name, correlationKey, messageId: correlationKey, variables },
      timeToLiveMs: MESSAGES_LIVE_DAYS * DAY_MS,
    })
  const complete = async (job: ActivatedJob, variables: Record<string, unknown> = {}): Promise<void> => {
    const started = performance.now()
    await either().completeJob(job.key, variables)
    durations.push({ day: today, ms: performance.now() - started })
    done[job.type] = (done[job.type] ?? 0) + 1
  }
  /* The last voter votes two days after the report is over, the others as soon as they are invited. */
  const handlers: Record<string, (job: ActivatedJob) => Promise<void>> = {
    async Invite(job) {
      const { cycle, round } = job.variables as { cycle: number; round: number }
      const voters = Array.from({ length: VOTERS }, (_, voter) => `${cycle}-${round + 1}-${voter}`)
      for (const voter of voters.slice(1)) await publish('voted', voter, { vote: 1 })
      await complete(job, { round: round + 1, voters })
    },
    async 'open-report'(job) {
      const { cycle, round } = job.variables as { cycle: number; round: number }
      const days = afterDays(cycle, round)
      const { elementInstanceKey, processInstanceKey } = job
      if (days !== null)
        plan(days === 0 ? today + 1 : today + days, () =>
          either().completeUserTask({ elementInstanceKey, processInstanceKey, variables: {} }),
        )
      plan(today + DAYS.lapse + 2, () => publish('voted', `${cycle}-${round}-0`, { vote: 1 }))
      await complete(job)
    },
    async CloseVotes(job) {
      expectSame(
        'votes',
        job.variables['votes'],
        Array.from({ length: VOTERS }, () => 1),
      )
      await complete(job)
    },
  }
  const types = [...new Set(yearModels.flatMap(({ jobTypes }) => jobTypes))]
  const jobs = types.map((type) => ({ type, fetchVariables: null, leaseMs: LEASE_MS }))
  const onJob = (job: ActivatedJob): Promise<void> =>
    (handlers[job.type] ?? complete)(job).catch((error: unknown) => void failures.push(error))
  const workers = engines.map((engine) => engine.workJobs({ jobs, workerName: 'year', onJob }))
  return {
    durations,
    counts: () => done,
    async beginDay(day: number): Promise<void> {
      if (failures.length > 0) throw failures[0]
      today = day
      if (day < CYCLES / 2)
        for (const cycle of [2 * day, 2 * day + 1])
          await publish('year-begun', `cycle-${cycle}`, { cycle, round: 0 })
      for (const act of agenda.get(day) ?? []) await act()
    },
    stop: () => Promise.all(workers.map((worker) => worker.stop())),
  }
}

/* Nothing is due any more: no timer, no job, no message on its way. */
async function settle({ knex, clock }: TestDatabase): Promise<void> {
  const end = performance.now() + SETTLED_MS
  for (;;) {
    const { rows } = await knex.raw<{ rows: { left: number }[] }>(
      `select (select count(*) from engine.timers t where t.due_at <= ?) + (select count(*) from engine.jobs)
            + (select count(*) from engine.deliveries) as left`,
      [clock.now()],
    )
    if (rows[0]?.left === 0) return
    if (performance.now() > end)
      throw new Error(`${clock.now().toISOString()}: still ${rows[0]?.left} things are due`)
    await pause(POLL_MS)
  }
}

async function expectYear({ knex }: TestDatabase): Promise<void> {
  const count = async (table: string): Promise<number> =>
    (await knex.raw<{ rows: { count: number }[] }>(`select count(*) from engine.${table}`)).rows[0]?.count ??
    -1
  for (const table of [
    'elements',
    'jobs',
    'timers',
    'subscriptions',
    'variables',
    'loop_values',
    'incidents',
  ])
    expectSame(`rows of ${table} when all is over`, await count(table), 0)
  expectSame('instances', await count(`instances where outcome = 'COMPLETED'`), CYCLES * (1 + ROUNDS))
}

function expectedCounts(): Record<string, number> {
  const rounds = Array.from({ length: CYCLES * ROUNDS }, (_, index) =>
    afterDays(Math.floor(index / ROUNDS), 1 + (index % ROUNDS)),
  )
  const reminders = rounds.map((days) => (days === null ? REMINDERS : Math.floor(days / DAYS.reminder)))
  return {
    ...{ Invite: rounds.length, 'open-report': rounds.length, CloseVotes: rounds.length, Close: CYCLES },
    Remind: reminders.reduce((sum, times) => sum + times, 0),
    NoteLapse: rounds.filter((days) => days === null).length,
    CountVote: rounds.length * VOTERS,
  }
}

function speedOf(durations: readonly { day: number; ms: number }[]): string {
  const within = ({ from, to }: typeof EARLY): number =>
    median(durations.filter(({ day }) => day >= from && day < to).map(({ ms }) => ms))
  const [early, late] = [within(EARLY), within(LATE)]
  const figures = `${durations.length} jobs; a step took ${early.toFixed(1)} ms at the beginning, ${late.toFixed(1)} ms at the end`
  if (late > early * SLOWER_AT_MOST) throw new Error(`${figures}: slower than ${SLOWER_AT_MOST} ×`)
  return figures
}

const sorted = (counts: Record<string, number>): [string, number][] => Object.entries(counts).sort()
