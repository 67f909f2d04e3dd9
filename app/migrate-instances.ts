import { parseArgs } from 'node:util'
import { connect } from '../db/platform/connection.ts'
import { createEngineIdentity } from '../db/platform/engine-identity.ts'
import { createEmbeddedEngine } from '../engine/embedded/engine.ts'
import type { EmbeddedEngine } from '../engine/embedded/engine.ts'
import { EngineRefusal } from '../engine/port.ts'
import { databaseUrl } from '../local/postgres.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { createClock } from './clock.ts'
import { processEnvironment } from './config.ts'
import { createLogger } from './logger.ts'

const USAGE = `npm run instances:migrate -- PROCESS [--to VERSION] [--map OLD=NEW]…
Takes the running instances of a process to its newest version, or to the one named; where an element has another id there,
--map says which. Each instance is reported; one with a token that has nowhere to go stays as it is, and the command exits 1.`

interface Order {
  processId: string
  version: number | undefined
  mapping: Record<string, string>
}

/* Throws TypeError with what is wrong with the words of the call. */
function readOrder(words: readonly string[]): Order {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { to: { type: 'string' }, map: { type: 'string', multiple: true } },
  })
  const [processId, ...others] = positionals
  if (processId === undefined || others.length > 0) throw new TypeError('name one process')
  if (values.to !== undefined && !/^[1-9]\d{0,8}$/.test(values.to))
    throw new TypeError(`--to wants the number of a version, not "${values.to}"`)
  const mapping = Object.fromEntries((values.map ?? []).map(pairOf))
  return { processId, mapping, version: values.to === undefined ? undefined : Number(values.to) }
}

function pairOf(text: string): [string, string] {
  const [from, to, ...others] = text.split('=')
  if (!from || !to || others.length > 0) throw new TypeError(`--map wants OLD=NEW, not "${text}"`)
  return [from, to]
}

/* True when there were some, and all of them went over. */
async function migrateAll(engine: EmbeddedEngine, { processId, version, mapping }: Order): Promise<boolean> {
  const living = await engine.livingInstances(processId)
  if (living.length === 0) process.stdout.write(`No instance of a process ${processId} is running.\n`)
  let refused = 0
  for (const { key, version: before } of living)
    try {
      await engine.migrateInstance({
        processInstanceKey: key,
        mapping,
        ...(version === undefined ? {} : { version }),
      })
      process.stdout.write(`${key}: from version ${before}, migrated\n`)
    } catch (error) {
      if (!(error instanceof EngineRefusal)) throw error
      refused += 1
      process.stdout.write(`${key}: stays at version ${before}: ${error.message}\n`)
    }
  return refused === 0 && living.length > 0
}

const fail = (line: string): never => {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

async function databaseOfThis(): Promise<string> {
  const given = processEnvironment()['DATABASE_URL']
  if (given) return given
  const local = await databaseUrl(localSettings(MAIN_INSTANCE)).catch(() => null)
  return local ?? fail('No database: set DATABASE_URL, or run npm start first and leave it running.')
}

function orderOfThis(): Order {
  try {
    return readOrder(process.argv.slice(2))
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  }
}

const order = orderOfThis()
const url = await databaseOfThis()
const knex = connect({ url, poolSize: 1 })
const identity = createEngineIdentity(knex)
await identity.bindEmbedded().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error)
  return fail(`Only the embedded engine is migrated from here (${why}): with Camunda, migrate in Operate.`)
})
const offsetMs = await identity.clockOffsetMs()
const engine = createEmbeddedEngine({ url, clock: createClock(() => offsetMs), log: createLogger('warn') })
const done = await migrateAll(engine, order)
await engine.close()
await knex.destroy()
process.exit(done ? 0 : 1)
