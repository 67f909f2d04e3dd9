import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { localEnvironment } from '../../app/local-environment.ts'
import { runSupervised, startLocal } from '../../local/launcher.ts'
import type { LocalParts } from '../../local/launcher.ts'
import { LOCAL_DIR } from '../../local/settings.ts'

const READY_WITHIN_MS = 120_000

export interface RunningApplication {
  baseUrl: string
  parts: LocalParts
  /** The settings that the application was started with. */
  environment: Record<string, string>
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
  const progress = options.progress ?? ((): void => undefined)
  const dataDir = join(LOCAL_DIR, options.name)
  await rm(dataDir, { recursive: true, force: true })
  await mkdir(dataDir, { recursive: true })
  const stopping = new AbortController()
  const secrets = { session: 'a session secret of tests', callback: 'a callback token of tests' }
  const parts = await startLocal({
    instance: { name: options.name, dataDir, portOffset: options.portOffset },
    engine: 'application',
    postgres: true,
    mail: true,
    region: { callbackToken: secrets.callback },
    clockControlled: true,
    progress,
    signal: stopping.signal,
  })
  const inherited = { PATH: process.env['PATH'], HOME: process.env['HOME'], REGION_OUTCOME_DELAY_MS: '200' }
  const environment = localEnvironment(parts, secrets, { ...inherited, CONCILIA_LOG_LEVEL: 'warn', ...options.settings })
  const file = join(import.meta.dirname, '../../app/serve.ts')
  const ended = runSupervised(parts, { file, args: [], env: environment }, { signal: stopping.signal, progress })
  const baseUrl = environment['CONCILIA_PUBLIC_URL'] ?? ''
  const end = performance.now() + READY_WITHIN_MS
  while (!(await fetch(`${baseUrl}/health`).then((answer) => answer.ok, () => false))) {
    const early = await Promise.race([ended.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, 200, false))])
    if (early || performance.now() > end) throw new Error('the application did not become ready')
  }
  return {
    baseUrl,
    parts,
    environment,
    async stop() {
      stopping.abort('The run is over.')
      await ended
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
