import type { Knex } from 'knex'
import { atOnce } from '../../domain/shared/at-once.ts'
import type { PlanStatus } from '../../domain/approval/lifecycle.ts'
import type { CallStatus } from '../../domain/call/lifecycle.ts'
import type { GuidanceStatus } from '../../domain/guidance/lifecycle.ts'
import type { Allocation, Cycle, CyclesAsked } from './cycle-store.ts'
import { createCycleStore } from './cycle-store.ts'
import type { Page } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* Where each stage of a cycle stands; null where it has not begun. */
interface CycleStages {
  guidance: { id: string; version: number; status: GuidanceStatus; commentsDueAt: Date } | null
  call: {
    id: string
    number: number
    status: CallStatus
    opensAt: Date
    closesAt: Date
    outcomePublishedAt: Date | null
  } | null
  plan: { id: string; version: number; status: PlanStatus } | null
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
    list: (viewer: Viewer, asked: CyclesAsked = {}): Promise<Page<Cycle>> =>
      asViewer(viewer, (tx) => createCycleStore(tx).list(asked)),

    /** One without its stages. */
    named: (viewer: Viewer, id: string): Promise<Cycle | null> =>
      asViewer(viewer, (tx) => createCycleStore(tx).find(id)),

    find: (viewer: Viewer, id: string): Promise<CyclePage | null> =>
      asViewer(viewer, async (tx) => {
        const cycles = createCycleStore(tx)
        const { cycle, ...facts } = await atOnce({
          cycle: cycles.find(id),
          allocations: cycles.allocations(id),
          stages: readStages(tx, id),
        })
        return cycle && { ...cycle, ...facts }
      }),
  }
}

function readStages(tx: Knex, cycleId: string): Promise<CycleStages> {
  const last = async <T>(sql: string): Promise<T | null> => {
    const result = await tx.raw<{ rows: T[] }>(`${sql} limit 1`, { cycleId })
    return result.rows[0] ?? null
  }
  const submission = (kind: 'PLAN' | 'FINAL_RETURN') =>
    last<SubmissionFact>(`select id, status, sent_at as "sentAt", received_at as "receivedAt" from submissions
      where cycle_id = :cycleId and kind = '${kind}' order by sent_at desc nulls first`)
  const projects = last<CycleStages['projects']>(
    `select count(*) as total, count(*) filter (where status = 'CLOSED') as closed from projects where cycle_id = :cycleId`,
  )
  return atOnce({
    guidance: last<NonNullable<CycleStages['guidance']>>(
      `select id, version, status, comments_due_at as "commentsDueAt" from guidance_documents
      where cycle_id = :cycleId order by version desc`,
    ),
    call: last<NonNullable<CycleStages['call']>>(
      `select id, number, status, opens_at as "opensAt", closes_at as "closesAt",
      outcome_published_at as "outcomePublishedAt" from calls where cycle_id = :cycleId order by number desc`,
    ),
    plan: last<NonNullable<CycleStages['plan']>>(
      `select id, version, status from plan_versions where cycle_id = :cycleId order by version desc`,
    ),
    planSubmission: submission('PLAN'),
    projects: projects.then((counted) => counted ?? { total: 0, closed: 0 }),
    finalReturn: submission('FINAL_RETURN'),
  })
}
