import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { connect, migrate } from '../../../db/platform/connection.ts'
import { createEmbeddedEngine } from '../../../engine/embedded/engine.ts'
import { createPlayer } from '../player.ts'
import { readRows } from './rows.ts'
import { models, stage, SUFFIX } from './scene.ts'

/* node test/conformance/releases/stage-release.ts RELEASE: leaves the rows of that release, at DATABASE_URL (an empty
   database), as a file of this folder. Done once for each release, just before it. */
const [release] = process.argv.slice(2)
const url = process.env['DATABASE_URL']
if (!release || !url) throw new TypeError('name the release, and set DATABASE_URL to an empty database')
const knex = connect({ url, poolSize: 2 })
await migrate(knex)
const engine = createEmbeddedEngine({ url, clock: { now: () => new Date() }, log: pino({ level: 'warn' }) })
const player = createPlayer({ engine, suffix: SUFFIX, limitMs: 15_000, graceMs: 1_000, leaseMs: 1_000 })
await player.deploy(...models)
await stage(player)
await player.leave()
await engine.close()
const rows = await readRows(knex, release)
await writeFile(join(import.meta.dirname, `${release}.json`), `${JSON.stringify(rows, null, 1)}\n`)
await knex.destroy()
process.exit()
