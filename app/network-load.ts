import { connect, migrate } from '../db/platform/connection.ts'
import { createStores } from '../db/stores.ts'
import type { NetworkDocument } from '../domain/network/network-document.ts'
import type { Checked, Problem } from '../domain/shared/problem.ts'
import { databaseUrl } from '../local/postgres.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { processEnvironment } from './config.ts'
import { loadNetwork, readNetworkFile } from './network-file.ts'

/* npm run network:load FILE: checks a network's file and loads it, whole or not at all, into DATABASE_URL (without it: into the
   database of the running `npm start`). */

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function read(path: string): Promise<Checked<NetworkDocument>> {
  return readNetworkFile(path).catch((error: unknown) => {
    const message = `il file non si legge come JSON: ${error instanceof Error ? error.message : String(error)}`
    return { ok: false, problems: [{ path: '', code: 'NOT_JSON', message }] }
  })
}

async function write(url: string, document: NetworkDocument): Promise<Problem[]> {
  const knex = connect({ url, poolSize: 1 })
  try {
    await migrate(knex)
    return await knex.transaction((tx) => loadNetwork(createStores(tx), document, new Date()))
  } finally {
    await knex.destroy()
  }
}

function refuse(path: string, problems: readonly Problem[]): number {
  say(`NOT LOADED: ${path}`)
  for (const { path: place, message } of problems) say(`  ${place || 'file'}: ${message}`)
  return 1
}

async function load(path: string | undefined): Promise<number> {
  if (path === undefined) {
    say('Which file? npm run network:load FILE')
    return 1
  }
  const document = await read(path)
  if (!document.ok) return refuse(path, document.problems)
  const url =
    processEnvironment()['DATABASE_URL'] ??
    (await databaseUrl(localSettings(MAIN_INSTANCE)).catch(() => null))
  if (!url) {
    say('No database: set DATABASE_URL, or run npm start first and leave it running.')
    return 1
  }
  const problems = await write(url, document.value)
  if (problems.length > 0) return refuse(path, problems)
  const { code, bodies, seats, people } = document.value
  say(`LOADED: network ${code}, ${bodies.length} bodies, ${seats.length} seats, ${people.length} people.`)
  return 0
}

process.exitCode = await load(process.argv[2])
