import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onEngine } from '../bench.ts'
import type { BenchServer } from '../bench-server.ts'
import type { Figure } from '../figures.ts'
import { seedScale } from '../scale/seed.ts'
import { idText, shapeOf } from '../scale/shape.ts'
import type { Cost } from './cost.ts'

const CYCLE = idText('CYC', 1)
/* At a tenth of the size of `scale`, the first cycle has so many projects. */
const TENTH = shapeOf(0.1)
const PROJECTS = 5 * TENTH.projects
const FEW = 50_000
const MANY = 500_000
const MOST_MB = 250
const MOST_SECONDS = 10
const MOST_CPU = 1.3
const RUNS = 3
const MEBIBYTE = 1_048_576

interface Measured {
  made: Cost
  bare: Cost
}

/** The workbook of a cycle with 50,000 and with 500,000 expense documents, from rows in the database to the file in the store, as
 * the application makes it; beside the library's own stream of the same cells from rows that are in memory. */
export async function measureWorkbook(server: BenchServer): Promise<Figure[]> {
  const few = await measureAt(server, FEW)
  const many = await measureAt(server, MANY)
  return [
    ...figuresOf(FEW, few),
    ...figuresOf(MANY, many),
    {
      ...{ name: 'workbook-time', label: `workbook, ten times the documents: time`, unit: '×' },
      ...{ value: many.made.seconds / few.made.seconds, limit: { atMost: MOST_SECONDS } },
      detail: `${many.made.seconds.toFixed(1)} of ${few.made.seconds.toFixed(1)} s`,
    },
  ]
}

async function measureAt(server: BenchServer, documents: number): Promise<Measured> {
  const url = await server.create(`workbook_${documents}`)
  const shape = { ...TENTH, documentsOfProject: documents / PROJECTS }
  await onEngine(server, url, ({ knex, engine }) => seedScale(knex, engine, shape))
  const place = [url, CYCLE, join(server.folder, 'workbooks')]
  const runs: Measured[] = []
  while (runs.length < RUNS)
    runs.push({ made: await costOf('make.ts', place), bare: await costOf('make-bare.ts', place) })
  return { made: leastOf(runs.map(({ made }) => made)), bare: leastOf(runs.map(({ bare }) => bare)) }
}

/* What else the machine does makes a run slower, never faster; of memory the most counts. */
const leastOf = (costs: readonly Cost[]): Cost => ({
  seconds: Math.min(...costs.map(({ seconds }) => seconds)),
  cpuSeconds: Math.min(...costs.map(({ cpuSeconds }) => cpuSeconds)),
  grownBytes: Math.max(...costs.map(({ grownBytes }) => grownBytes)),
  sizeBytes: Math.max(...costs.map(({ sizeBytes }) => sizeBytes)),
})

/* Each in a process of its own, whose memory is nobody else's. */
async function costOf(script: string, place: readonly string[]): Promise<Cost> {
  const child = fork(join(import.meta.dirname, script), place, { execArgv: [] })
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${script} ended with ${String(code)}`)),
  )
  ended.catch(() => undefined)
  const [cost] = (await Promise.race([once(child, 'message'), ended])) as [Cost]
  return cost
}

function figuresOf(documents: number, { made, bare }: Measured): Figure[] {
  const label = `workbook of ${documents} expense documents`
  const name = `workbook-${documents}`
  return [
    {
      ...{ name: `${name}-memory`, label: `${label}: memory beyond the process at rest`, unit: 'MB' },
      ...{ value: made.grownBytes / MEBIBYTE, limit: { atMost: MOST_MB } },
      detail: `bare ${(bare.grownBytes / MEBIBYTE).toFixed(0)} MB, file ${(made.sizeBytes / MEBIBYTE).toFixed(1)} MB`,
    },
    {
      ...{ name: `${name}-cpu`, label: `${label}: processor time / the bare stream's`, unit: '×' },
      ...{ value: made.cpuSeconds / bare.cpuSeconds, limit: { atMost: MOST_CPU } },
      detail: `${made.cpuSeconds.toFixed(1)} of ${bare.cpuSeconds.toFixed(1)} s, ${made.seconds.toFixed(1)} s in all`,
    },
  ]
}
