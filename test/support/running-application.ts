import { mkdir, rm } from 'node:fs/promises'
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
  stop: () => Promise<void>
}

export interface ApplicationOptions {
  name: string
  portOffset: number
  settings?: Record<string, string>
  progress?: (line: string) => void
}

/** A whole Concilia of its own: engine with Operate, database, mail, Region and the application, on empty data. */
export async function startWholeApplication(options: ApplicationOptions): Promise<RunningApplication> {
  const dataDir = join(LOCAL_DIR, options.name)
  await rm(dataDir, { recursive: true, force: true })
  await mkdir(dataDir, { recursive: true })
  const secrets = { session: 'a session secret of tests', callback: 'a callback token of tests' }
  const parts = await startLocal({
    instance: { name: options.name, dataDir, portOffset: options.portOffset },
    engine: 'application',
    postgres: true,
    mail: true,
    region: { callbackToken: secrets.callback },
    clockControlled: true,
    progress: options.progress ?? ((): void => undefined),
  })
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'] }
  const environment = localEnvironment(parts, secrets, {
    ...inherited,
    CONCILIA_LOG_LEVEL: 'warn',
    ...options.settings,
  })
  const baseUrl = environment['CONCILIA_PUBLIC_URL'] ?? ''
  let application = await startReady(parts, environment, baseUrl)
  return {
    baseUrl,
    parts,
    environment,
    async killAndRestart() {
      await application.kill()
      application = await startReady(parts, environment, baseUrl)
    },
    async stop() {
      await application.stop()
      await parts.stop()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function startReady(parts: LocalParts, environment: Record<string, string>, baseUrl: string) {
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
    !(await fetch(`${baseUrl}/health`).then(
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
