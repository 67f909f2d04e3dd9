import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startGuard, type Ending, type Guard, type HeldPart } from './guard-client.ts'
import { aborted } from './interruption.ts'
import { assertPortsFree, assertRoom } from './machine.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'
import { startPostgres } from './postgres.ts'
import { startRegionReceiver, type RegionCallback } from './region.ts'
import { LOCAL_DIR, localSettings, SPARING, type LocalInstance, type LocalSettings } from './settings.ts'
import { SetupError } from './setup-error.ts'

/** What a start wants free on the disk of its data. */
export const NEEDED_MEGABYTES = 400

/* What tells people how a start is going, one line at a time. */
type Progress = (line: string) => void

/* What was compiled is kept for the next start. */
const COMPILE_CACHE = join(LOCAL_DIR, 'compile-cache')

/* Which parts to bring up; what is false or null is somebody else's and given by its address. */
type LocalOptions = {
  instance: LocalInstance
  postgres: boolean
  mail: boolean
  region: RegionCallback | null
  /** Empty data: what an earlier run left is removed, once it is known that none is running. */
  fresh?: boolean
  /** Ports that the application itself will take, so that a taken one is told before anything starts. */
  otherPorts?: readonly { port: number; part: string }[]
  progress: Progress
  signal?: AbortSignal
}

/** The parts that were started, each null when it was not asked for. */
export type LocalParts = {
  settings: LocalSettings
  guard: Guard
  databaseUrl: string | null
  mail: { host: string; port: number; dir: string } | null
  regionUrl: string | null
  broken: () => Promise<string>
  stop: () => Promise<void>
}

/** Brings up the parts asked for and waits until they are ready. On failure nothing is left running. Throws SetupError. */
export async function startLocal(options: LocalOptions): Promise<LocalParts> {
  const settings = localSettings(options.instance)
  await assertPortsFree(wantedPorts(options, settings))
  if (options.fresh) await rm(settings.dataDir, { recursive: true, force: true })
  await assertRoom(settings.logsDir, NEEDED_MEGABYTES)
  const mail = options.mail ? await startMailSink(settings) : null
  const guard = startGuard()
  const interrupted = options.signal ? refuse(options.signal) : new Promise<never>(() => {})
  try {
    return await Promise.race([bringUp({ options, settings, guard, mail }), interrupted])
  } catch (error) {
    await Promise.all([guard.release(), mail?.close()])
    throw error
  }
}

type Bringing = { options: LocalOptions; settings: LocalSettings; guard: Guard; mail: MailSink | null }

async function bringUp({ options, settings, guard, mail }: Bringing): Promise<LocalParts> {
  options.progress(`PostgreSQL and the local parts: starting (${settings.name})…`)
  const [postgres, region] = await Promise.all([
    options.postgres ? startPostgres(guard, settings) : null,
    options.region && startRegionReceiver(guard, settings, options.region),
  ])
  const lasting = [postgres, region].filter((started) => started !== null).map((started) => started.part)
  return {
    ...{ settings, guard },
    databaseUrl: postgres && postgres.url,
    mail: mail && { host: '127.0.0.1', port: settings.ports.smtp, dir: mail.dir },
    regionUrl: region && region.url,
    broken: () => firstBroken(guard, lasting),
    stop: () => stopAll({ guard, lasting, mail }),
  }
}

type Stopping = { guard: Guard; lasting: HeldPart[]; mail: MailSink | null }

async function stopAll({ guard, lasting, mail }: Stopping): Promise<void> {
  await Promise.all([mail?.close(), ...lasting.map((part) => part.stop())])
  await guard.release()
}

async function firstBroken(guard: Guard, parts: HeldPart[]): Promise<string> {
  const ends = parts.map(
    async (part) => `${endedMessage(part.title, await part.ended)}; see ${part.logFile}.`,
  )
  return Promise.race([...ends, guard.gone.then(() => 'The guard process ended unexpectedly.')])
}

function endedMessage(title: string, { code, signal }: Ending): string {
  return `${title} ended unexpectedly (${signal ?? `exit ${code}`})`
}

async function refuse(signal: AbortSignal): Promise<never> {
  throw new SetupError(await aborted(signal))
}

function wantedPorts(options: LocalOptions, settings: LocalSettings): { port: number; part: string }[] {
  const { ports } = settings
  return [
    ...(options.otherPorts ?? []),
    ...(options.postgres ? [{ port: ports.postgres, part: 'PostgreSQL' }] : []),
    ...(options.mail ? [{ port: ports.smtp, part: 'the mail sink' }] : []),
    ...(options.region ? [{ port: ports.regionReceiver, part: "the Region's receiver" }] : []),
  ]
}

/* The application as a child process: a TypeScript file run by this Node, with this environment and output. */
type AppSpec = { file: string; args: readonly string[]; env: Readonly<Record<string, string>> }

/**
 * Runs the application beside its parts until one of them ends or the signal aborts, then stops all of them in order.
 * Gives the exit code: the application's own, 0 when asked to stop, 1 when a part ended by itself.
 */
export async function runSupervised(
  parts: LocalParts,
  app: AppSpec,
  options: SupervisionOptions,
): Promise<number> {
  const child = await parts.guard.start({
    title: 'The application',
    command: process.execPath,
    args: [...SPARING, app.file, ...app.args],
    env: { ...app.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
    cwd: process.cwd(),
    user: null,
    logFile: null,
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
  })
  const end = await Promise.race([
    aborted(options.signal).then((why) => ({ why, code: 0 })),
    parts.broken().then((why) => ({ why, code: 1 })),
    child.ended.then((ending) => ({
      why: `${endedMessage('The application', ending)}.`,
      code: ending.code ?? 1,
    })),
  ])
  options.progress(`${end.why} Stopping everything…`)
  await child.stop()
  await parts.stop()
  options.progress('Stopped.')
  return end.code
}

/* How a supervised run is told to stop, and where it tells what happens. */
type SupervisionOptions = { signal: AbortSignal; progress: Progress }
