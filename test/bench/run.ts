import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { aborted, interruptionSignal } from '../../local/interruption.ts'
import { onFreshEngine } from './bench.ts'
import { startBenchServer } from './bench-server.ts'
import type { BenchServer } from './bench-server.ts'
import { describe, isBeyond } from './figures.ts'
import { measureFiles } from './files.ts'
import { measureInputs } from './inputs.ts'
import type { Figure } from './figures.ts'
import { measureInbox } from './inbox.ts'
import { measureMultiInstance } from './multi-instance.ts'
import { measureOpenTasks } from './open-tasks.ts'
import { measureScale } from './scale/measure.ts'
import { measurePanels } from './scale/panels.ts'
import { measureSnapshot } from './snapshot.ts'
import { measureStatements } from './statements.ts'
import { measureSubmissions } from './submissions.ts'
import { measureThroughput } from './throughput.ts'
import { measureWorkbook } from './workbook/measure.ts'

const OUT = join(import.meta.dirname, '../../out')
const SNAPSHOT_MS = process.argv.includes('--long') ? 600_000 : 60_000

type Measure = (server: BenchServer) => Promise<Figure[]>

/* In this order; each on a database of its own. */
const measures: Record<string, Measure> = {
  throughput: (server) => onFreshEngine(server, 'throughput', measureThroughput),
  statements: measureStatements,
  inbox: (server) => onFreshEngine(server, 'inbox', measureInbox),
  'multi-instance': (server) => onFreshEngine(server, 'multi_instance', measureMultiInstance),
  'open-tasks': measureOpenTasks,
  scale: async (server) => [...measurePanels(), ...(await measureScale(server))],
  submissions: measureSubmissions,
  files: measureFiles,
  inputs: measureInputs,
  workbook: measureWorkbook,
  snapshot: (server) => onFreshEngine(server, 'snapshot', (bench) => measureSnapshot(bench, SNAPSHOT_MS)),
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/* Measures named on the command line are made alone. */
function chosen(): Measure[] {
  const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
  const unknown = named.find((name) => !(name in measures))
  if (unknown !== undefined) throw new Error(`no measure ${unknown}: ${Object.keys(measures).join(', ')}`)
  return Object.entries(measures)
    .filter(([name]) => named.length === 0 || named.includes(name))
    .map(([, measure]) => measure)
}

async function measureAll(server: BenchServer): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const measure of chosen()) {
    const made = await measure(server)
    figures.push(...made)
    for (const figure of made) say(describe(figure))
  }
  return figures
}

async function onServer(): Promise<Figure[]> {
  const server = await startBenchServer()
  try {
    const stopped = aborted(interruptionSignal()).then((why) => Promise.reject(new Error(why)))
    return await Promise.race([measureAll(server), stopped])
  } finally {
    await server.stop()
  }
}

async function write(figures: readonly Figure[]): Promise<void> {
  await mkdir(OUT, { recursive: true })
  const machine = { cores: availableParallelism(), node: process.version }
  const beyond = figures.filter(isBeyond).map(({ name }) => name)
  await writeFile(join(OUT, 'bench.json'), JSON.stringify({ machine, beyond, figures }, null, 2))
}

/* What `npm run bench` does; with `--check` it exits 1 when a figure is beyond its limit, with `--long` it holds the snapshot
   for ten minutes. */
try {
  const figures = await onServer()
  await write(figures)
  const beyond = figures.filter(isBeyond)
  for (const { label } of beyond) say(`✗ beyond its limit: ${label}`)
  process.exitCode = process.argv.includes('--check') && beyond.length > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`)
  process.exitCode = 1
}
process.exit()
