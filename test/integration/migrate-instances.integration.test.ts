import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { pino } from 'pino'
import { createEngineIdentity } from '../../db/platform/engine-identity.ts'
import { createEmbeddedEngine } from '../../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../../engine/embedded/engine.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import * as bpmn from '../support/small-process.ts'

const SCRIPT = join(import.meta.dirname, '../../app/migrate-instances.ts')

let database: TestDatabase
let engine: EmbeddedEngine

interface Said {
  code: number
  out: string
  err: string
}

/* The command as people give it, on the database of this test. */
const migrate = (...words: string[]): Promise<Said> =>
  new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' }
    execFile(process.execPath, [SCRIPT, ...words], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })

/* One more version of the process `small`: begun by a message, it waits at the task of this id. */
async function deploy(task: string): Promise<void> {
  const content = Buffer.from(
    bpmn.processOf(
      bpmn.start('start', bpmn.waitsFor('Begin')) +
        bpmn.service(task) +
        bpmn.end() +
        bpmn.path('start', task, 'end'),
      bpmn.message('Begin', null),
    ),
  )
  const sha256 = createHash('sha256').update(content).digest('hex')
  await engine.deploy([{ name: 'small.bpmn', content, sha256 }])
}

beforeAll(async () => {
  database = await createTestDatabase()
  await createEngineIdentity(database.knex).bindEmbedded()
  engine = createEmbeddedEngine({
    url: database.url,
    clock: { now: () => new Date() },
    log: pino({ enabled: false }),
  })
  await deploy('old')
  await engine.publishMessage({ name: 'Begin', correlationKey: '', messageId: '1', variables: {} })
  await deploy('new')
})
afterAll(async () => {
  await engine.close()
  await database.close()
})

describe('npm run instances:migrate', () => {
  it.each([
    [[], 'name one process'],
    [['small', 'other'], 'name one process'],
    [['small', '--to', 'newest'], '--to wants the number of a version, not "newest"'],
    [['small', '--map', 'old'], '--map wants OLD=NEW, not "old"'],
  ])('refuses %p in words, and says how it is used', async (words, why) => {
    const { code, out, err } = await migrate(...words)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(why)
    expect(err).toContain('npm run instances:migrate -- PROCESS')
  })

  it('says that nothing of this name is running', async () => {
    expect(await migrate('unknown')).toMatchObject({
      code: 1,
      out: 'No instance of a process unknown is running.\n',
    })
  })

  it('reports an instance that has nowhere to go, and takes it over once it is told where', async () => {
    const [living] = await engine.livingInstances('small')
    const stays = await migrate('small')
    expect(stays.code).toBe(1)
    expect(stays.out).toMatch(new RegExp(`^${living?.key}: stays at version 1: .*no element old`, 's'))
    const goes = await migrate('small', '--to', '2', '--map', 'old=new')
    expect(goes).toMatchObject({ code: 0, out: `${living?.key}: from version 1, migrated\n` })
    expect(await engine.livingInstances('small')).toMatchObject([{ version: 2 }])
  })
})
