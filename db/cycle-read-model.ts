import type { Knex } from 'knex'
import type { Allocation, Cycle } from './cycle-store.ts'
import { createCycleStore } from './cycle-store.ts'
import type { AsViewer, Viewer } from './viewer.ts'

/** Where each stage of a cycle stands; null where it has not begun. */
export interface CycleStages {
  guidance: { id: string; version: number; status: string; commentsDueAt: Date } | null
  call: {
    id: string
    number: number
    status: string
    opensAt: Date
    closesAt: Date
    outcomePublishedAt: Date | null
  } | null
  plan: { id: string; version: number; status: string } | null
  planSubmission: SubmissionFact | null
  projects: { total: number; closed: number }
  finalReturn: SubmissionFact | null
}
interface SubmissionFact {
  id: string
  status: string
  sentAt: Date | null
  receivedAt: Date | null
}
export interface CyclePage extends Cycle {
  allocations: Allocation[]
  stages: CycleStages
}

/** Cycles with the facts of their stages; nothing here belongs to one application. */
export function createCycleReadModel(asViewer: AsViewer) {
  return {
    list: (viewer: Viewer): Promise<Cycle[]> => asViewer(viewer, (tx) => createCycleStore(tx).list()),

    find: (viewer: Viewer, id: string): Promise<CyclePage | null> =>
      asViewer(viewer, async (tx) => {
        const cycles = createCycleStore(tx)
        const cycle = await cycles.find(id)
        if (cycle === null) return null
        return { ...cycle, allocations: await cycles.allocations(id), stages: await readStages(tx, id) }
      }),
  }
}

async function readStages(tx: Knex, cycleId: string): Promise<CycleStages> {
  const guidance = await tx('guidance_documents')
    .where('cycle_id', cycleId)
    .orderBy('version', 'desc')
    .first({ id: 'id', version: 'version', status: 'status', commentsDueAt: 'comments_due_at' })
  const call = await tx('calls').where('cycle_id', cycleId).orderBy('number', 'desc').first({
    id: 'id',
    number: 'number',
    status: 'status',
    opensAt: 'opens_at',
    closesAt: 'closes_at',
    outcomePublishedAt: 'outcome_published_at',
  })
  const plan = await tx('plan_versions')
    .where('cycle_id', cycleId)
    .orderBy('version', 'desc')
    .first({ id: 'id', version: 'version', status: 'status' })
  return {
    guidance: guidance ?? null,
    call: call ?? null,
    plan: plan ?? null,
    planSubmission: await submission(tx, cycleId, 'PLAN'),
    projects: await projects(tx, cycleId),
    finalReturn: await submission(tx, cycleId, 'FINAL_RETURN'),
  }
}

async function submission(
  tx: Knex,
  cycleId: string,
  kind: 'PLAN' | 'FINAL_RETURN',
): Promise<SubmissionFact | null> {
  const row = await tx('submissions')
    .where({ cycle_id: cycleId, kind })
    .orderByRaw('sent_at desc nulls first')
    .first({ id: 'id', status: 'status', sentAt: 'sent_at', receivedAt: 'received_at' })
  return row ?? null
}

async function projects(tx: Knex, cycleId: string): Promise<CycleStages['projects']> {
  const rows = await tx('projects').where('cycle_id', cycleId).select<{ status: string }[]>('status')
  return { total: rows.length, closed: rows.filter((row) => row.status === 'CLOSED').length }
}
