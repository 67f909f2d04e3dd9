import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { interruptionSignal } from '../local/interruption.ts'
import { runSupervised, startLocal } from '../local/launcher.ts'
import type { LocalParts } from '../local/launcher.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { SetupError } from '../local/setup-error.ts'
import { processEnvironment } from './config.ts'
import { localEnvironment, localSecret } from './local-environment.ts'

const READY_WITHIN_MS = 120_000

/* What `npm start` does: brings up every part that the environment does not give, then the application; stops all. */
const signal = interruptionSignal()
const progress = (line: string): void => void process.stdout.write(`${line}\n`)
const given = processEnvironment()

async function announce(parts: LocalParts, url: string): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS
  while (
    !(await fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (performance.now() > until) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  progress('')
  progress(`Concilia is ready: ${url}  (choose a role to sign in)`)
  if (parts.engine) progress(`Camunda Operate:   ${parts.engine.operateUrl}  (demo / demo)`)
  progress('Ctrl-C stops all of it; the next start goes on from here.')
}

async function makeDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new SetupError(
      `The data folder ${folder} cannot be made: give this user the right to write there.`,
      { cause },
    )
  })
}

try {
  await makeDataFolder(MAIN_INSTANCE.dataDir)
  const secrets = {
    session: await localSecret(MAIN_INSTANCE.dataDir, 'session'),
    callback: await localSecret(MAIN_INSTANCE.dataDir, 'callback'),
  }
  const parts = await startLocal({
    instance: MAIN_INSTANCE,
    engine: given['ZEEBE_GRPC_ADDRESS'] ? null : 'application',
    postgres: !given['DATABASE_URL'],
    mail: !given['SMTP_URL'],
    region: given['REGION_URL']
      ? null
      : { callbackToken: given['REGION_CALLBACK_TOKEN'] ?? secrets.callback },
    clockControlled: true,
    otherPorts: [{ port: localSettings(MAIN_INSTANCE).ports.web, part: 'the web pages' }],
    progress,
    signal,
  })
  const env = localEnvironment(parts, secrets, given)
  void announce(parts, env['CONCILIA_PUBLIC_URL'] ?? '')
  const file = join(import.meta.dirname, 'serve.ts')
  process.exitCode = await runSupervised(parts, { file, args: [], env }, { signal, progress })
  process.exit()
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
