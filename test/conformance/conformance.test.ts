import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { cases, heldElsewhere } from './cases/index.ts'
import { playCase } from './play-case.ts'

const LAST_NUMBER = 27
const pace = { limitMs: 10_000, graceMs: 1_500 }

let database: TestDatabase
let engine: ProcessEngine
beforeAll(async () => {
  database = await createTestDatabase()
  const clock = { now: () => new Date() }
  engine = createEmbeddedEngine({ url: database.url, clock, log: pino({ level: 'silent' }) })
})
afterAll(async () => {
  await engine.close()
  await database.close()
})

it('every behaviour has a case, or is said to be held elsewhere', () => {
  const held = new Set([...cases.map(({ number }) => number), ...Object.keys(heldElsewhere).map(Number)])
  const missing = Array.from({ length: LAST_NUMBER }, (_, index) => index + 1).filter((one) => !held.has(one))
  expect(missing).toEqual([])
})

it('no two cases have one title', () => {
  const titles = cases.map(({ title }) => title)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

describe('the embedded engine behaves as Zeebe is documented', () => {
  it.each(cases.map((one) => [`${one.number}. ${one.title}`, one] as const))('%s', async (_, one) => {
    await playCase(one, { engine, suffix: randomBytes(4).toString('hex'), ...pace })
  })
})
