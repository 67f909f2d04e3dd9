import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { aborted, interruptionSignal } from '../../local/interruption.ts'
import { SetupError } from '../../local/setup-error.ts'
import { startWholeApplication } from '../support/running-application.ts'
import type { RunningApplication } from '../support/running-application.ts'
import { checkAwkwardCases } from './awkward-cases.ts'
import { checkAuditChain } from './check-audit.ts'
import { checkEngine } from './check-engine.ts'
import { keepOutput } from './keep-output.ts'
import { readOptions, say, startFaults, tellFaults } from './options.ts'
import { createPlayer } from './player.ts'
import { checkResults } from './check-results.ts'
import { checkTimes } from './check-times.ts'
import { readScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'
import { stages } from './stages.ts'

/* The demo's network beside any other one: each on data and ports of its own. */
const PORT_OFFSETS: Record<string, number> = { milano: 10 }
const OTHER_PORT_OFFSET = 20
const PATIENCE_MS = 300_000

type Played = { scenario: Scenario; out: string }

const outOf = (network: string): string =>
  join(import.meta.dirname, '../../out', network === 'milano' ? 'cycle' : `cycle-${network}`)

async function play(application: RunningApplication, { scenario, out }: Played): Promise<boolean> {
  const player = await createPlayer({ baseUrl: application.baseUrl, patienceMs: PATIENCE_MS }, scenario)
  const seconds: Record<string, number> = {}
  for (const [name, playStage] of stages) {
    const started = performance.now()
    await playStage(player)
    seconds[name] = Math.round((performance.now() - started) / 100) / 10
    say(`${name}: ${seconds[name]} s`)
  }
  await checkEngine(player, application)
  await checkAuditChain(player, application)
  const results = await checkResults(player, application)
  await checkTimes(player)
  const cases = await checkAwkwardCases(player, application)
  await keepOutput(player, out)
  const broken = player.checks.filter((checked) => !checked.holds)
  await writeFile(
    join(out, 'summary.json'),
    JSON.stringify({ seconds, facts: player.facts, cases, results, checks: player.checks }, null, 2),
  )
  await tellFaults(application)
  for (const { rule, holds } of player.checks) say(`${holds ? '✓' : '✗'} ${rule}`)
  say(`${player.checks.length - broken.length} rules hold, ${broken.length} broken`)
  return broken.length === 0
}

/* What `npm run cycle` does: one whole cycle as its people play it, on data and ports of its own. */
try {
  const options = readOptions(process.argv.slice(2))
  const scenario = await readScenario(options.network)
  const out = outOf(options.network)
  const signal = interruptionSignal()
  const application = await startWholeApplication({
    name: options.network === 'milano' ? 'cycle' : `cycle-${options.network}`,
    portOffset: PORT_OFFSETS[options.network] ?? OTHER_PORT_OFFSET,
    networkFile: scenario.networkFile,
    progress: say,
    signal,
    ...(options.gateway ? { gateway: options.gateway } : {}),
  })
  try {
    await startFaults(application, options)
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
    const stopped = aborted(signal).then((why) => Promise.reject(new SetupError(why)))
    process.exitCode = (await Promise.race([play(application, { scenario, out }), stopped])) ? 0 : 1
  } finally {
    await application.stop()
  }
} catch (error) {
  process.stderr.write(
    `${error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exitCode = 1
}
process.exit()
