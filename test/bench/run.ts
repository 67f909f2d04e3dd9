import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { interruptionSignal } from '../../local/interruption.ts'
import { SetupError } from '../../local/setup-error.ts'
import { onEngine } from './bench-engine.ts'
import { measureInbox } from './inbox.ts'
import type { InboxTimes } from './inbox.ts'
import { describe, measureThroughput } from './throughput.ts'
import type { Throughput } from './throughput.ts'

const OUT = join(import.meta.dirname, '../../out')
const INSTANCES = { application: 200, broker: 400 }
const LIMITS = { leastRatio: 0.7, mostInboxSeconds: 0.5 }

interface Results {
  application: Throughput
  broker: Throughput
  inbox: InboxTimes
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/* One engine after the other; the inbox first, before the load fills the search store's queue. */
async function measure(signal: AbortSignal): Promise<Results> {
  const onApplication = await onEngine({ kind: 'application', signal, say }, async (bench) => ({
    inbox: await measureInbox(bench),
    application: await measureThroughput(bench, { instances: INSTANCES.application, say }),
  }))
  const broker = await onEngine({ kind: 'broker', signal, say }, (bench) =>
    measureThroughput(bench, { instances: INSTANCES.broker, say }),
  )
  return { ...onApplication, broker }
}

function report({ application, broker, inbox }: Results): string[] {
  return [
    '',
    `our workers / empty worker, whole application  ${describe(application)}  limit ≥ ${LIMITS.leastRatio}`,
    `our workers / empty worker, broker alone       ${describe(broker)}`,
    `task created → seen in the inbox               ${inbox.inboxSeconds.toFixed(3)} s  limit ≤ ${LIMITS.mostInboxSeconds} s`,
    `task created → found by the engine's search    ${inbox.searchSeconds.toFixed(3)} s`,
  ]
}

function beyondLimit({ application, inbox }: Results): string[] {
  return [
    ...(application.ratio < LIMITS.leastRatio ? [`the ratio is below ${LIMITS.leastRatio}`] : []),
    ...(inbox.inboxSeconds > LIMITS.mostInboxSeconds
      ? [`the inbox takes more than ${LIMITS.mostInboxSeconds} s`]
      : []),
  ]
}

/* What `npm run bench` does; with `--check` it exits 1 when a figure is beyond its limit. */
try {
  const results = await measure(interruptionSignal())
  const beyond = beyondLimit(results)
  await mkdir(OUT, { recursive: true })
  const machine = { cores: availableParallelism(), node: process.version }
  await writeFile(
    join(OUT, 'bench.json'),
    JSON.stringify({ machine, limits: LIMITS, beyond, ...results }, null, 2),
  )
  for (const line of [...report(results), ...beyond.map((problem) => `✗ ${problem}`)]) say(line)
  process.exitCode = process.argv.includes('--check') && beyond.length > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(
    `${error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exitCode = 1
}
process.exit()
