import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createInboxReadModel } from '../../db/cycle/inbox-read-model.ts'
import { connectReaders } from '../../db/platform/connection.ts'
import { viewing } from '../../db/platform/viewer.ts'
import { readModelFiles } from '../../engine/model-files.ts'
import { openWorkItem } from '../../workers/cycle/open-work-item.ts'
import type { Bench } from './bench.ts'
import { loadBenchRows } from './bench-rows.ts'
import type { Figure } from './figures.ts'
import { createJobHand } from './job-hand.ts'
import type { JobHand } from './job-hand.ts'
import { median } from './median.ts'
import { beginning, guidanceCaller } from './models.ts'

const MODELS = join(import.meta.dirname, '../../bpmn')
const STEP_BEFORE = 'before-guidance'
const UNMEASURED = 3
const MEASURED = 31
const LOOK_EVERY_MS = 10
const PATIENCE_MS = 60_000
const MOST_LISTENER_MS = 50
const MOST_INBOX_SECONDS = 0.5

interface Sample {
  /** From the commit that makes the listener's job to the commit of the work item. */
  listenerMs: number
  /** From the answer to the step before until the inbox shows the task. */
  inboxSeconds: number
}

/** How long the first task of the real guidance takes to become a work item, and to be seen in the process owner's inbox. */
export async function measureInbox(bench: Bench): Promise<Figure[]> {
  const { engine, knex, url } = bench
  const { readers } = connectReaders({ url, poolSize: 1 })
  const inbox = createInboxReadModel(viewing({ readers }))
  await engine.deploy([...(await readModelFiles(MODELS)), guidanceCaller()])
  const cycles = await loadBenchRows(knex, UNMEASURED + MEASURED)
  const hand = createJobHand(engine, { held: [STEP_BEFORE] })
  const ours = bench.startOurs([openWorkItem], () => undefined)
  try {
    const all: Sample[] = []
    for (const { cycleId } of cycles) all.push(await timeTask({ ...bench, hand, inbox }, cycleId))
    return figuresOf(all.slice(UNMEASURED))
  } finally {
    await ours.stop()
    await hand.stop()
    await readers.destroy()
  }
}

function figuresOf(samples: readonly Sample[]): Figure[] {
  const listeners = samples.map(({ listenerMs }) => listenerMs)
  const inboxes = samples.map(({ inboxSeconds }) => inboxSeconds)
  const worst = (values: readonly number[]): string =>
    `of ${values.length}, worst ${Math.max(...values).toFixed(3)}`
  return [
    {
      ...{ name: 'listener', label: 'listener job created → work item committed', value: median(listeners) },
      ...{ unit: 'ms', limit: { atMost: MOST_LISTENER_MS }, detail: worst(listeners) },
    },
    {
      ...{ name: 'inbox', label: 'task created → seen in the inbox', value: median(inboxes) },
      ...{ unit: 's', limit: { atMost: MOST_INBOX_SECONDS }, detail: worst(inboxes) },
    },
  ]
}

type Inbox = ReturnType<typeof createInboxReadModel>

async function timeTask(
  { engine, knex, hand, inbox }: Bench & { hand: JobHand; inbox: Inbox },
  cycleId: string,
): Promise<Sample> {
  const personId = demoPersonId('PROCESS_OWNER')
  const viewer = { personId, role: 'PROCESS_OWNER' as const, bodyId: null, seatId: null }
  await engine.publishMessage(beginning('guidance-caller', cycleId, { cycleId }))
  const before = await hand.next(STEP_BEFORE)
  await engine.completeJob(before.key, {})
  const inboxSeconds = await secondsUntil(async () =>
    (await inbox.openTasks(viewer)).items.some((task) => task.subjectId === cycleId),
  )
  const { rows } = await knex.raw<{ rows: { ms: number }[] }>(BETWEEN_COMMITS, [
    before.elementInstanceKey,
    cycleId,
  ])
  return { listenerMs: rows[0]?.ms ?? Number.NaN, inboxSeconds }
}

/* The step before ends, and the listener's job is made, in one transaction. */
const BETWEEN_COMMITS = `
select (extract(epoch from pg_xact_commit_timestamp(w.xmin) - pg_xact_commit_timestamp(h.xmin)) * 1000)::float8 as ms
  from engine.history h, work_items w where h.key = ?::bigint and w.subject_id = ?`

async function secondsUntil(isFound: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  while (!(await isFound())) {
    if (performance.now() - started > PATIENCE_MS)
      throw new Error('a task of the bench was not found in time')
    await pause(LOOK_EVERY_MS)
  }
  return (performance.now() - started) / 1_000
}
