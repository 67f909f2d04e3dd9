import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { localEnvironment } from '../../app/local-environment.ts'
import type { HeldPart } from '../../local/guard-client.ts'
import { startLocal } from '../../local/launcher.ts'
import type { LocalParts } from '../../local/launcher.ts'
import { LOCAL_DIR } from '../../local/settings.ts'
import { startGatewayBeside } from '../gateway/beside-application.ts'
import type { GatewayOptions, RunningGateway } from '../gateway/start-gateway.ts'

const READY_WITHIN_MS = 180_000

export interface RunningApplication {
  baseUrl: string
  parts: LocalParts
  /** The settings that the application was started with. */
  environment: Record<string, string>
  /** Where the engine's rows are: the application's own database, or the gateway's. */
  engineDatabaseUrl: string
  /** Null where the application runs its engine itself. */
  gateway: RunningGateway | null
  /** Kills the application's process with -9, looks at what it left and starts another; resolves when that one is ready. */
  killAndRestart: (meanwhile?: () => Promise<void>) => Promise<void>
  /** Kills the application with -9, looks at what it left, stops every part, starts all of it again on the same data. */
  restartEverything: (meanwhile?: () => Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

export interface ApplicationOptions {
  name: string
  portOffset: number
  settings?: Record<string, string>
  /** The file of the network to load before the application starts; without it the demo's comes with the start. */
  networkFile?: string
  /** With it the application runs on Camunda's protocol, which this gateway speaks. */
  gateway?: Pick<GatewayOptions, 'api' | 'signIn'>
  progress?: (line: string) => void
  signal?: AbortSignal
}

const secrets = { callback: 'a callback token of tests' }

/** A whole Concilia of its own: database, mail, Region and the application with its engine, on empty data. */
export async function startWholeApplication(options: ApplicationOptions): Promise<RunningApplication> {
  const dataDir = join(LOCAL_DIR, options.name)
  const startParts = ({ fresh }: { fresh: boolean }) =>
    startLocal({
      instance: { name: options.name, dataDir, portOffset: options.portOffset },
      postgres: true,
      mail: true,
      region: { callbackToken: secrets.callback },
      fresh,
      progress: options.progress ?? ((): void => undefined),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  let parts = await startParts({ fresh: true })
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
  const beside = options.gateway ? await orStop(parts, startGatewayBeside(parts, options.gateway)) : null
  const given = {
    ...{ ...inherited, CONCILIA_LOG_LEVEL: 'warn' },
    ...beside?.environment,
    ...options.settings,
  }
  const environment = localEnvironment(parts, secrets, given)
  if (options.networkFile !== undefined)
    await orStop(parts, loadNetworkFile(options.networkFile, environment))
  let application = await startReady(parts, environment)
  return {
    baseUrl: baseUrlOf(environment),
    get parts() {
      return parts
    },
    environment,
    engineDatabaseUrl: beside?.databaseUrl ?? environment['DATABASE_URL'] ?? '',
    gateway: beside?.gateway ?? null,
    async killAndRestart(meanwhile) {
      await application.kill()
      await meanwhile?.()
      application = await startReady(parts, environment)
    },
    async restartEverything(meanwhile) {
      await application.kill()
      await meanwhile?.()
      await beside?.gateway.stop()
      await parts.stop()
      parts = await startParts({ fresh: false })
      await beside?.gateway.killAndRestart(parts.guard)
      application = await startReady(parts, environment)
    },
    async stop() {
      await application.stop()
      await beside?.gateway.stop()
      await parts.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/* As an operator does it, with the command. */
async function loadNetworkFile(file: string, environment: Record<string, string>): Promise<void> {
  const command = [join(import.meta.dirname, '../../app/network-load.ts'), file]
  await promisify(execFile)(process.execPath, command, { env: environment })
}

async function orStop<T>(parts: LocalParts, started: Promise<T>): Promise<T> {
  return started.catch(async (error: unknown) => {
    await parts.stop()
    throw error
  })
}

const baseUrlOf = (environment: Record<string, string>): string => environment['CONCILIA_PUBLIC_URL'] ?? ''

/** Starts a process of the application over parts that run; resolves when it answers at its public address. */
export async function startReady(
  parts: LocalParts,
  environment: Record<string, string>,
  logName = 'application',
): Promise<HeldPart> {
  const application = await parts.guard.start({
    title: 'The application',
    command: process.execPath,
    args: [join(import.meta.dirname, '../../app/serve.ts')],
    env: environment,
    cwd: process.cwd(),
    user: null,
    logFile: join(parts.settings.logsDir, `${logName}.log`),
    stopSignal: 'SIGTERM',
    graceMs: 15_000,
  })
  const end = performance.now() + READY_WITHIN_MS
  while (
    !(await fetch(`${baseUrlOf(environment)}/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (application.hasEnded() || performance.now() > end) {
      await parts.stop()
      throw new Error(`the application did not become ready: see ${parts.settings.logsDir}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return application
}
