import { interruptionSignal } from '../local/interruption.ts'
import { NEEDED_MEGABYTES, runSupervised, startLocal } from '../local/launcher.ts'
import type { LocalParts } from '../local/launcher.ts'
import { assertRoom } from '../local/machine.ts'
import { localSettings, MAIN_INSTANCE } from '../local/settings.ts'
import { SetupError } from '../local/setup-error.ts'
import { ConfigError, processEnvironment } from './config.ts'
import type { Config } from './config.ts'
import { checkSettings, localEnvironment, localSecret } from './local-environment.ts'
import { readyLines } from './ready-lines.ts'

const READY_WITHIN_MS = 120_000

/* What `npm start` does: brings up every part that the environment does not give, then the application; stops all. */
const signal = interruptionSignal()
const progress = (line: string): void => void process.stdout.write(`${line}\n`)

async function announce(parts: LocalParts, config: Config): Promise<void> {
  const host = config.CONCILIA_HOST === '0.0.0.0' ? '127.0.0.1' : config.CONCILIA_HOST
  const until = performance.now() + READY_WITHIN_MS
  while (
    !(await fetch(`http://${host}:${config.CONCILIA_PORT}/health`).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (performance.now() > until) return
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  for (const line of readyLines({
    url: config.CONCILIA_PUBLIC_URL,
    operateUrl: config.camunda?.CONCILIA_OPERATE_URL ?? null,
    localMail: parts.mail !== null,
    demo: config.CONCILIA_MODE === 'demo',
  }))
    progress(line)
}

try {
  const given = processEnvironment()
  const config = checkSettings(localSettings(MAIN_INSTANCE), given)
  await assertRoom(MAIN_INSTANCE.dataDir, NEEDED_MEGABYTES)
  const secrets = { callback: await localSecret(MAIN_INSTANCE.dataDir, 'callback') }
  const callbackHost = new URL(config.CONCILIA_PUBLIC_URL).hostname
  const parts = await startLocal({
    instance: MAIN_INSTANCE,
    postgres: !given['DATABASE_URL'],
    mail: !given['SMTP_URL'],
    region: given['REGION_URL']
      ? null
      : { callbackToken: given['REGION_CALLBACK_TOKEN'] || secrets.callback, callbackHost, whenTold: true },
    otherPorts: [{ port: config.CONCILIA_PORT, part: 'the web pages' }],
    progress,
    signal,
  })
  void announce(parts, config)
  const app = {
    file: `${import.meta.dirname}/serve.ts`,
    args: [],
    env: localEnvironment(parts, secrets, given),
  }
  process.exitCode = await runSupervised(parts, app, { signal, progress })
  process.exit()
} catch (error) {
  if (!(error instanceof SetupError || error instanceof ConfigError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
