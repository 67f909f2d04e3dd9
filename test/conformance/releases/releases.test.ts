import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { connect, migrate } from '../../../db/platform/connection.ts'
import { migrationSource } from '../../../db/migrations/index.ts'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { brokenInvariants } from '../../support/engine-invariants.ts'
import { createPlayer } from '../player.ts'
import { writeRows } from './rows.ts'
import type { ReleaseRows } from './rows.ts'
import { finish, models, SUFFIX } from './scene.ts'

const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.json'))
const AFTER_ALL_TIMERS = new Date('2028-01-01T00:00:00Z').getTime()

/* A database as that release left it: its own migrations, its rows, and then ours. */
async function openRelease(rows: ReleaseRows) {
  const server = process.env['CONCILIA_TEST_POSTGRES_URL'] ?? ''
  const name = `release_${randomUUID().replaceAll('-', '')}`
  const admin = connect({ url: `${server}/postgres`, poolSize: 1 })
  await admin.raw(`create database ${name}`)
  const url = `${server}/${name}`
  const knex = connect({ url, poolSize: 2 })
  const all = await migrationSource.getMigrations([])
  const last = all.findIndex((one) => migrationSource.getMigrationName(one) === rows.migration)
  const known = { ...migrationSource, getMigrations: () => Promise.resolve(all.slice(0, last + 1)) }
  await knex.migrate.latest({ migrationSource: known })
  await writeRows(knex, rows)
  await migrate(knex)
  const close = async () => {
    await knex.destroy()
    await admin.raw(`drop database ${name} with (force)`)
    await admin.destroy()
  }
  return { url, knex, close }
}

describe('what runs when a release is replaced', () => {
  it('has a database of every release', () => expect(files).not.toEqual([]))

  it.each(files)('goes on in this one, to its end: %s', async (file) => {
    const rows = JSON.parse(await readFile(join(import.meta.dirname, file), 'utf8')) as ReleaseRows
    const { url, knex, close } = await openRelease(rows)
    let offsetMs = 0
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    const engine = createEmbeddedEngine({ url, clock, log: pino({ level: 'silent' }) })
    const player = createPlayer({ engine, suffix: SUFFIX, limitMs: 15_000, graceMs: 1_000, leaseMs: 60_000 })
    try {
      await engine.checkLiving()
      await player.deploy(...models)
      const [main] = await engine.livingInstances(`main-${SUFFIX}`)
      offsetMs = AFTER_ALL_TIMERS - Date.now()
      engine.clockMoved()
      await player.work('Remind')
      await finish(player, main?.key ?? '')
      expect(await brokenInvariants(knex)).toEqual([])
    } finally {
      await player.close()
      await engine.close()
      await close()
    }
  })
})
