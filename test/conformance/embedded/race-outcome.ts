import type { Knex } from 'knex'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import { expectSame } from '../check.ts'
import type { Names } from '../model.ts'
import { LOOPS } from './race-models.ts'

/** How many publish at the same time, how many messages each of them, on how many (name, key) pairs. */
export interface Race {
  publishers: number
  each: number
  pairs: number
}

/** What was seen of a race by those who took part. */
export interface Seen {
  /** By process and key: numbers of the messages in the order in which they were taken. */
  loops: Map<string, string[]>
  /** Messages as key and number. */
  noted: string[]
  shared: string[]
  /** By contested instance: whether its task was completed, or withdrawn before. */
  contested: Map<string, boolean>
}

interface Ended {
  seen: Seen
  race: Race
  keys: readonly string[]
  names: Names
}

/** Throws Difference unless each message was taken once by each process id, in its order, and each contest had one outcome. */
export async function expectFairRace(knex: Knex, { seen, race, keys, names }: Ended): Promise<void> {
  let count = 0
  for (const key of keys) {
    const published = await publishedOn(knex, names('news'), key)
    count += published.length
    expectInOrder(key, published)
    for (const id of LOOPS)
      expectSame(`order in which ${id} took ${key}`, seen.loops.get(`${id} ${key}`), published)
    const each = published.map((number) => `${key} ${number}`).sort()
    for (const taken of [seen.noted, seen.shared])
      expectSame(
        `messages of ${key}, each once`,
        taken.filter((one) => one.startsWith(`${key} `)).sort(),
        each,
      )
  }
  expectSame('messages published', count, race.publishers * race.each)
  await expectOneOutcome(knex, { seen, race, processId: names('contested') })
  expectSame('rows that do not fit', await brokenInvariants(knex), [])
}

async function publishedOn(knex: Knex, name: string, key: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { number: string }[] }>(
    `select m.variables ->> 'number' as number from engine.messages m where m.name = ? and m.correlation_key = ? order by m.key`,
    [name, key],
  )
  return rows.map(({ number }) => number)
}

/* What one publisher sent one after the other stands in that order. */
function expectInOrder(key: string, published: readonly string[]): void {
  const next = new Map<string, number>()
  for (const one of published) {
    const [lane, number] = one.split('-') as [string, string]
    const expected = next.get(lane) ?? 0
    expectSame(`order of publisher ${lane} on ${key}`, Number(number), expected)
    next.set(lane, expected + 1)
  }
}

/* Whoever was told that the task is done finds it done, everybody else finds it withdrawn. */
async function expectOneOutcome(
  knex: Knex,
  { seen, race, processId }: Pick<Ended, 'seen' | 'race'> & { processId: string },
): Promise<void> {
  const { rows } = await knex.raw<{ rows: { ends: string }[] }>(
    `select string_agg(h.element_id, ',') as ends from engine.instances i
       left join engine.history h on h.instance_key = i.key and h.element_id in ('Done', 'Gone')
      where i.process_id = ? group by i.key`,
    [processId],
  )
  const done = [...seen.contested.values()].filter(Boolean).length
  const endedAt = (end: string): number => rows.filter(({ ends }) => ends === end).length
  expectSame('contested tasks', rows.length, race.publishers)
  expectSame('of them done, withdrawn', [endedAt('Done'), endedAt('Gone')], [done, race.publishers - done])
}
