import type { Knex } from 'knex'
import type { PartnerDecision } from '../../domain/call/partner-decisions.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
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
  /** Whether an answer of the lead that came after its term was considered; null where none did. */
  lateAnswer: 'CONSIDERED' | 'NOT_CONSIDERED' | null
  /** Why the lead's observations did not convince; null where there were none, or they did (L. 241/1990 art. 10-bis). */
  observationsReply: string | null
  /** What the officer tells the committee that evaluates it; null where nothing (art. 6). */
  committeeNote: string | null
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
          lateAnswer: 'late_answer',
          observationsReply: 'observations_reply',
          committeeNote: 'committee_note',
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

    /** What the examination found of every application of a call that admissibility refused, by application: what the committee did not
     * confirm had been admitted all the same. */
    async foundIn(callId: string): Promise<Map<string, string[]>> {
      const rows: { id: string; message: string }[] = await tx('admissibility_checks as k')
        .join('applications as a', 'a.id', 'k.application_id')
        .join('admissibility_decisions as d', 'd.application_id', 'a.id')
        .where({ 'a.call_id': callId, 'd.outcome': 'NOT_ADMITTED' })
        .orderBy(['k.severity', 'k.code'])
        .select({ id: 'a.id', message: 'k.message' })
      return new Map(
        [...Map.groupBy(rows, ({ id }) => id)].map(([id, found]) => [id, found.map((one) => one.message)]),
      )
    },

    /** The reasons of every application of a call that was not admitted, by application. */
    async refusalsOf(callId: string): Promise<Map<string, string>> {
      const rows: { id: string; reasons: string }[] = await tx('admissibility_decisions as d')
        .join('applications as a', 'a.id', 'd.application_id')
        .where({ 'a.call_id': callId, 'd.outcome': 'NOT_ADMITTED' })
        .select({ id: 'a.id', reasons: 'd.reasons' })
      return new Map(rows.map((row) => [row.id, row.reasons]))
    },

    /** What is decided on partners, by the code with which the application names each (art. 9). */
    async decidePartners(
      applicationId: string,
      decisions: readonly PartnerDecision[],
      { by, at }: { by: string; at: Date },
    ): Promise<void> {
      await tx.raw(
        `insert into partner_decisions (application_id, body_id, decision, decided_by, decided_at)
         select p.application_id, p.body_id, told.decision, :by, :at
           from unnest(cast(:codes as text[]), cast(:decisions as text[])) told (code, decision)
           join application_partners p on p.application_id = :applicationId and p.code = told.code`,
        {
          ...{ applicationId, by, at, codes: decisions.map((one) => one.code) },
          decisions: decisions.map((one) => one.decision),
        },
      )
    },

    /** What was decided on partners, by their codes. */
    async partnerDecisionsOf(applicationId: string): Promise<Map<string, PartnerDecision['decision']>> {
      const rows = await tx('partner_decisions as d')
        .join('application_partners as p', (on) =>
          on.on('p.application_id', 'd.application_id').andOn('p.body_id', 'd.body_id'),
        )
        .where({ 'd.application_id': applicationId })
        .select<PartnerDecision[]>({ code: 'p.code', decision: 'd.decision' })
      return new Map(rows.map((row) => [row.code, row.decision]))
    },

    /** Who decided on the admissibility of some application of a call. */
    officersOf: (callId: string): Promise<PersonId[]> =>
      tx('admissibility_decisions as d')
        .join('applications as a', 'a.id', 'd.application_id')
        .where({ 'a.call_id': callId })
        .distinct('d.decided_by')
        .pluck<PersonId[]>('d.decided_by'),

    async putDecision(applicationId: string, decision: AdmissibilityDecision): Promise<void> {
      await tx('admissibility_decisions').insert({
        application_id: applicationId,
        outcome: decision.outcome,
        reasons: decision.reasons,
        route: decision.route,
        late_answer: decision.lateAnswer,
        observations_reply: decision.observationsReply,
        committee_note: decision.committeeNote,
        decided_by: decision.decidedBy,
        decided_at: decision.decidedAt,
      })
    },
  }
}
