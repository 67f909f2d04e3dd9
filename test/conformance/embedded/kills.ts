import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { passTime } from '../../faults/pass-time.ts'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import { expectSame, until } from '../check.ts'
import type { Assignment } from './kill-child.ts'
import { expectedEnds } from './kill-model.ts'

const LIMIT_MS = 60_000

/** A process of ours that can die: made ahead, so that the next one is there when one has died. */
interface Child {
  process: ChildProcess
  ready: Promise<void>
  ended: () => boolean
  failed: string[]
}

function startChild(): Child {
  const child = fork(join(import.meta.dirname, 'kill-child.ts'), [], { execArgv: [], stdio: 'inherit' })
  const ready = Promise.withResolvers<undefined>()
  const failed: string[] = []
  child.on('message', (told: 'ready' | { failed: string }) => {
    if (told === 'ready') ready.resolve(undefined)
    else failed.push(told.failed)
  })
  return {
    process: child,
    ready: ready.promise,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    failed,
  }
}

export interface Kills {
  /** The first statement at which the process dies, and how many further the next time. */
  first: number
  step: number
  /** At most so many; without it, until the process ends before its statement has come. */
  most?: number
}

/**
 * Plays a process again and again; each time the process of ours that runs it is killed with -9 at one of its SQL statements,
 * one after the other, and another one goes on. Gives how many were killed. Throws Difference unless everything has happened once.
 */
export async function killAtStatements(
  database: { url: string; owner: Knex },
  kills: Kills,
): Promise<number> {
  const { url, owner: knex } = database
  let [child, spare] = [startChild(), startChild()]
  const tell = async (assignment: Omit<Assignment, 'url'>): Promise<void> => {
    await child.ready
    child.process.send({ ...assignment, url })
  }
  let killed = 0
  try {
    for (let killAt = kills.first; kills.most === undefined || killed < kills.most; killAt += kills.step) {
      const key = `at-${killAt}`
      await tell({ key, killAt, isSent: killed % 2 === 0 })
      const isDead = await deadOrDone(knex, { child, key })
      if (!isDead) break
      killed += 1
      child = spare
      spare = startChild()
      await passTime(url)
      await tell({ key, killAt: null, isSent: false })
      expectSame('the process that goes on', await deadOrDone(knex, { child, key }), false)
      await expectOnce(knex, key)
    }
  } finally {
    for (const one of [child, spare]) one.process.kill('SIGKILL')
  }
  return killed
}

/* True when it has died; false when the instance has come to its end. */
async function deadOrDone(knex: Knex, { child, key }: { child: Child; key: string }): Promise<boolean> {
  const outcome = await until({
    ...{ what: `instance ${key}`, expected: 'ended, or its process dead', limitMs: LIMIT_MS },
    async read() {
      if (child.failed.length > 0) return child.failed.join('\n')
      if (child.ended()) return 'dead'
      const { rows } = await knex.raw<{ rows: unknown[] }>(
        'select i.key from engine.instances i where i.start_key = ? and i.ended_at is not null',
        [key],
      )
      return rows.length > 0 ? 'done' : 'running'
    },
    holds: (state) => state !== 'running',
  })
  if (outcome !== 'dead' && outcome !== 'done') expectSame('failures', outcome, 'none')
  return outcome === 'dead'
}

async function expectOnce(knex: Knex, key: string): Promise<void> {
  const { rows } = await knex.raw<{ rows: { id: string; outcome: string; times: number }[] }>(
    `select h.element_id as id, h.outcome, count(*)::int as times
       from engine.instances r join engine.history h on h.root_key = r.key
      where r.start_key = ? and h.kind not in ('FLOW', 'PROCESS') and h.kind not like '%GATEWAY' group by 1, 2`,
    [key],
  )
  for (const [outcome, expected] of Object.entries(expectedEnds)) {
    const found = rows.filter((row) => row.outcome === outcome).map(({ id, times }) => [id, times] as const)
    expectSame(
      `${outcome} in ${key}`,
      Object.fromEntries(found.sort()),
      Object.fromEntries(Object.entries(expected).sort()),
    )
  }
  expectSame(`instances of ${key}`, (await knex('engine.instances').where({ start_key: key })).length, 1)
  expectSame('incidents', (await knex('engine.incidents')).length, 0)
  expectSame('elements left', (await knex('engine.elements')).length, 0)
  expectSame('rows that do not fit', await brokenInvariants(knex), [])
}
