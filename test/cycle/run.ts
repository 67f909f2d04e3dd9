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
import { stages } from './stages.ts'

const OUT = join(import.meta.dirname, '../../out/cycle')
const PORT_OFFSET = 10
const PATIENCE_MS = 300_000

async function play(application: RunningApplication): Promise<boolean> {
  const player = await createPlayer(application.baseUrl, PATIENCE_MS)
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
  const cases = await checkAwkwardCases(player, application)
  await keepOutput(player, OUT)
  const broken = player.checks.filter((checked) => !checked.holds)
  await writeFile(
    join(OUT, 'summary.json'),
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
  const signal = interruptionSignal()
  const application = await startWholeApplication({
    name: 'cycle',
    portOffset: PORT_OFFSET,
    progress: say,
    signal,
    ...(options.gateway ? { gateway: options.gateway } : {}),
  })
  try {
    await startFaults(application, options)
    await rm(OUT, { recursive: true, force: true })
    await mkdir(OUT, { recursive: true })
    const stopped = aborted(signal).then((why) => Promise.reject(new SetupError(why)))
    process.exitCode = (await Promise.race([play(application), stopped])) ? 0 : 1
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
