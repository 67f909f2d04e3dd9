import { join } from 'node:path'
import type { Knex } from 'knex'
import { onEngine } from '../bench.ts'
import type { BenchServer } from '../bench-server.ts'
import type { Figure } from '../figures.ts'
import { costOf, heaviestOf, peopleWith, signIn } from './answers.ts'
import { serverProcess } from './cpu.ts'
import { answerFigures, costFigure, growthFigures, seedFigure } from './scale-figures.ts'
import type { Asked } from './scale-figures.ts'
import { seedScale } from './seed.ts'
import type { SeededStep } from './seed.ts'
import { shapeOf } from './shape.ts'
import { startApplication, startBarePage } from './started.ts'
import type { Started } from './started.ts'
import { findIds, walks } from './walk.ts'
import type { Walk } from './walk.ts'

const TENTH = 0.1
const WHOLE = 1
const TOLD_SECONDS = 1
/* The bare page has been asked thousands of times when most addresses are measured; less, and the engine of JavaScript would be
   measured while it still compiles ours. */
const WARM_ROUNDS = 20

/** Lists, pages of lists, polls and single things over HTTP, as each function, on a hundred times a real network and on a tenth
 * of that: processor time of application and database against a bare express page that reads one row by its key. */
export async function measureScale(server: BenchServer): Promise<Figure[]> {
  const tenth = await measureAt(server, TENTH)
  const whole = await measureAt(server, WHOLE)
  return [
    seedFigure(whole.seeded),
    ...whole.asked.map(costFigure),
    ...growthFigures(tenth.asked, whole.asked),
    ...answerFigures(whole.asked),
  ]
}

async function measureAt(
  server: BenchServer,
  factor: number,
): Promise<{ seeded: SeededStep[]; asked: Asked[] }> {
  const url = await server.create(`scale_${factor * 100}`)
  return onEngine(server, url, async ({ knex, engine }) => {
    const seeded = await seedScale(knex, engine, shapeOf(factor))
    for (const one of seeded.filter(({ seconds }) => seconds >= TOLD_SECONDS)) say(describeStep(one))
    const found = await findIds(knex)
    const walk = Object.entries(walks(found)).filter(([, one]) => factor === WHOLE || grows(one))
    const way = { walk: Object.fromEntries(walk), lead: found.lead }
    return { seeded, asked: await measureAnswers({ folder: server.folder, knex, url }, way) }
  })
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)
const describeStep = ({ step, rows, seconds }: SeededStep): string =>
  `seed  ${step.padEnd(44)}${String(rows).padStart(9)} rows  ${seconds.toFixed(1).padStart(6)} s`

/* Of what is one thing, however many others there are, the whole size says all. */
const grows = (one: Walk): boolean => 'kind' in one && (one.kind === 'LIST' || one.kind === 'POLL')

interface Asking {
  application: Started
  bare: Started
  server: number
  cancel: () => Promise<unknown>
}

type AsPerson = Asking & { who: string; cookie: string }

const CANCEL = `
select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()`

async function measureAnswers(
  { folder, knex, url }: { folder: string; knex: Knex; url: string },
  { walk, lead }: { walk: Readonly<Record<string, Walk>>; lead: number },
): Promise<Asked[]> {
  const server = await serverProcess(join(folder, 'data'))
  const [application, bare] = [await startApplication(url, folder), await startBarePage(url)]
  const asking = { application, bare, server, cancel: () => knex.raw<unknown>(CANCEL).then() }
  try {
    const people: AsPerson[] = []
    for (const [who, asker] of Object.entries(peopleWith(lead)))
      people.push({ ...asking, who, cookie: await signIn(application, asker) })
    for (let round = 0; round < WARM_ROUNDS; round += 1)
      for (const person of people) await warmUp(person, walk)
    const shown = new Set<string>()
    const asked: Asked[] = []
    for (const person of people) {
      say(`asked by: ${person.who}`)
      asked.push(...(await askAs(person, walk, shown)))
    }
    requireShown(walk, shown)
    return asked
  } finally {
    await bare.stop()
    await application.stop()
  }
}

/* A server is measured as it runs: what it compiles and plans while it begins is none of an answer's cost. */
async function warmUp(
  { application, cookie }: AsPerson,
  walk: Readonly<Record<string, Walk>>,
): Promise<void> {
  const paths = Object.values(walk).flatMap((one) => ('left' in one ? [] : one.at))
  for (const path of paths) {
    const answer = await fetch(`${application.baseUrl}${path}`, { headers: { cookie }, redirect: 'manual' })
    await answer.arrayBuffer()
  }
}

/* Of a route with several addresses the one that costs the person most. */
async function askAs(
  { application, bare, server, cancel, who, cookie }: AsPerson,
  walk: Readonly<Record<string, Walk>>,
  shown: Set<string>,
): Promise<Asked[]> {
  const base = { started: bare, server, cookie: '', cancel }
  const own = { started: application, server, cookie, cancel }
  const asked: Asked[] = []
  for (const [route, one] of Object.entries(walk)) {
    if ('left' in one) continue
    const found = await heaviestOf(own, one.at)
    for (const path of found.shown) shown.add(path)
    if (found.heaviest === null) continue
    asked.push({
      ...(await costOf(own, base, found.heaviest)),
      ...{ route, path: found.heaviest, who, kind: one.kind },
    })
  }
  return asked
}

/* An address that nobody is shown measures nothing: the walk is wrong. */
function requireShown(walk: Readonly<Record<string, Walk>>, shown: ReadonlySet<string>): void {
  const missing = Object.values(walk).flatMap((one) =>
    'left' in one ? [] : one.at.filter((path) => !shown.has(path)),
  )
  if (missing.length > 0) throw new Error(`the bench is shown nothing at ${missing.join(', ')}`)
}
