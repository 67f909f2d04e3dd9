import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createReadModels } from '../../db/read-models.ts'
import { deployModels, readModelFiles } from '../../engine/deploy.ts'
import { openWorkItem } from '../../workers/open-work-item.ts'
import type { BenchEngine } from './bench-engine.ts'
import { loadBenchRows } from './bench-rows.ts'
import { median } from './median.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const UNMEASURED = 3
const MEASURED = 15
const LOOK_EVERY_MS = 10
const SEARCH_EVERY_MS = 50
const PATIENCE_MS = 60_000

/** Seconds from the answer "instance created" until the task of it is found. */
export interface Found {
  inboxSeconds: number
  searchSeconds: number
}
export interface InboxTimes extends Found {
  samples: Found[]
}

/** How long the process owner waits for a new task in our inbox, and how long the engine's own search takes to find it. */
export async function measureInbox(bench: BenchEngine): Promise<InboxTimes> {
  const { engine, knex } = bench
  await deployModels(engine.clients, await readModelFiles(MODELS))
  const cycles = await loadBenchRows(knex, UNMEASURED + MEASURED)
  const runner = bench.startOurs([openWorkItem], () => undefined)
  try {
    const all: Found[] = []
    for (const { cycleId } of cycles) all.push(await timeTask(bench, cycleId))
    const samples = all.slice(UNMEASURED)
    return {
      inboxSeconds: median(samples.map((sample) => sample.inboxSeconds)),
      searchSeconds: median(samples.map((sample) => sample.searchSeconds)),
      samples,
    }
  } finally {
    await runner.stop()
  }
}

/* The first task of the real model of the guidance: its start listener opens our row. */
async function timeTask({ engine, knex }: BenchEngine, cycleId: string): Promise<Found> {
  const personId = demoPersonId('PROCESS_OWNER')
  const viewer = { personId, roles: [{ role: 'PROCESS_OWNER' as const, bodyId: null }] }
  const { inbox } = createReadModels(knex)
  const created = await engine.clients.grpc.createProcessInstance({
    bpmnProcessId: 'guidance',
    variables: { cycleId },
  })
  const [inboxSeconds, searchSeconds] = await Promise.all([
    secondsUntil(LOOK_EVERY_MS, async () =>
      (await inbox.openTasks(viewer)).some((task) => task.subjectId === cycleId),
    ),
    secondsUntil(
      SEARCH_EVERY_MS,
      async () => (await engine.search.userTasks(created.processInstanceKey, 'CREATED')).length > 0,
    ),
  ])
  return { inboxSeconds, searchSeconds }
}

async function secondsUntil(everyMs: number, isFound: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  while (!(await isFound())) {
    if (performance.now() - started > PATIENCE_MS)
      throw new Error('a task of the bench was not found in time')
    await pause(everyMs)
  }
  return (performance.now() - started) / 1_000
}
