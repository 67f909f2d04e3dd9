import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { localEnvironment } from '../../app/local-environment.ts'
import { startLocal } from '../../local/launcher.ts'
import type { LocalParts } from '../../local/launcher.ts'
import { LOCAL_DIR } from '../../local/settings.ts'

const READY_WITHIN_MS = 180_000

export interface RunningApplication {
  baseUrl: string
  parts: LocalParts
  /** The settings that the application was started with. */
  environment: Record<string, string>
  /** Kills the application's process with -9 and starts another; resolves when the new one is ready. */
  killAndRestart: () => Promise<void>
  /** Kills the application with -9, looks at what it left, stops every part, starts all of it again on the same data. */
  restartEverything: (meanwhile?: () => Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

export interface ApplicationOptions {
  name: string
  portOffset: number
  settings?: Record<string, string>
  progress?: (line: string) => void
  signal?: AbortSignal
}

const secrets = { session: 'a session secret of tests', callback: 'a callback token of tests' }

/** A whole Concilia of its own: engine with Operate, database, mail, Region and the application, on empty data. */
export async function startWholeApplication(options: ApplicationOptions): Promise<RunningApplication> {
  const dataDir = join(LOCAL_DIR, options.name)
  const startParts = ({ fresh }: { fresh: boolean }) =>
    startLocal({
      instance: { name: options.name, dataDir, portOffset: options.portOffset },
      engine: 'application',
      postgres: true,
      mail: true,
      region: { callbackToken: secrets.callback },
      clockControlled: true,
      fresh,
      progress: options.progress ?? ((): void => undefined),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  let parts = await startParts({ fresh: true })
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
  const given = { ...inherited, CONCILIA_LOG_LEVEL: 'warn', ...options.settings }
  const environment = localEnvironment(parts, secrets, given)
  let application = await startReady(parts, environment)
  return {
    baseUrl: baseUrlOf(environment),
    get parts() {
      return parts
    },
    environment,
    async killAndRestart() {
      await application.kill()
      application = await startReady(parts, environment)
    },
    async restartEverything(meanwhile) {
      await application.kill()
      await meanwhile?.()
      await parts.stop()
      parts = await startParts({ fresh: false })
      application = await startReady(parts, environment)
    },
    async stop() {
      await application.stop()
      await parts.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const baseUrlOf = (environment: Record<string, string>): string => environment['CONCILIA_PUBLIC_URL'] ?? ''

async function startReady(parts: LocalParts, environment: Record<string, string>) {
  const application = await parts.guard.start({
    title: 'The application',
    command: process.execPath,
    args: [join(import.meta.dirname, '../../app/serve.ts')],
    env: environment,
    cwd: process.cwd(),
    user: null,
    logFile: join(parts.settings.logsDir, 'application.log'),
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
