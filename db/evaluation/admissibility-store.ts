import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'

/** One reason found in the examination, with how much it weighs (art. 10). */
export interface AdmissibilityReason {
  code: string
  severity: 'BLOCKING' | 'CURABLE'
  message: string
}

export interface AdmissibilityDecision {
  outcome: 'ADMITTED' | 'NOT_ADMITTED'
  reasons: string
  route: string
  decidedBy: string
  decidedAt: Date
}

/** What the examination of an application found, and what a person decided on it. */
export function createAdmissibilityStore(tx: Knex) {
  return {
    reasonsOf: (applicationId: string): Promise<AdmissibilityReason[]> =>
      tx('admissibility_checks')
        .where({ application_id: applicationId })
        .orderBy(['severity', 'code'])
        .select('code', 'severity', 'message'),

    /** Writes the reasons found; a repetition finds the same. */
    async putReasons(applicationId: string, reasons: readonly AdmissibilityReason[]): Promise<void> {
      await insertRows(tx, {
        table: 'admissibility_checks',
        rows: reasons.map(({ code, severity, message }) => ({
          ...{ application_id: applicationId, code, severity, message },
        })),
        conflict: 'on conflict (application_id, code) do nothing',
      })
    },

    async decisionOf(applicationId: string): Promise<AdmissibilityDecision | null> {
      const row = await tx('admissibility_decisions')
        .where({ application_id: applicationId })
        .first<AdmissibilityDecision | undefined>({
          outcome: 'outcome',
          reasons: 'reasons',
          route: 'route',
          decidedBy: 'decided_by',
          decidedAt: 'decided_at',
        })
      return row ?? null
    },

    /** True while an application submitted to the call waits for its decision. */
    async hasUndecided(callId: string): Promise<boolean> {
      const open = await tx('applications')
        .where({ call_id: callId, status: 'SUBMITTED' })
        .limit(1)
        .pluck('id')
      return open.length > 0
    },

    /** The reasons of every application of a call that was not admitted, by application. */
    async refusalsOf(callId: string): Promise<Map<string, string>> {
      const rows: { id: string; reasons: string }[] = await tx('admissibility_decisions as d')
        .join('applications as a', 'a.id', 'd.application_id')
        .where({ 'a.call_id': callId, 'd.outcome': 'NOT_ADMITTED' })
        .select({ id: 'a.id', reasons: 'd.reasons' })
      return new Map(rows.map((row) => [row.id, row.reasons]))
    },

    async putDecision(applicationId: string, decision: AdmissibilityDecision): Promise<void> {
      await tx('admissibility_decisions').insert({
        application_id: applicationId,
        outcome: decision.outcome,
        reasons: decision.reasons,
        route: decision.route,
        decided_by: decision.decidedBy,
        decided_at: decision.decidedAt,
      })
    },
  }
}
