import type { Knex } from 'knex'
import { askingAs, seenBy } from '../platform/viewer.ts'
import type { Viewer } from '../platform/viewer.ts'
import type { ExclusionBasis, PathStep } from '../../domain/evaluation/conflicts.ts'
import type { TieKind } from '../../domain/evaluation/may-act.ts'
import type { ApplicationId, CallId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import type { PersonOnApplication } from '../../domain/evaluation/possible-evaluators.ts'
import { among } from '../platform/among.ts'
import { insertRows } from '../platform/insert-rows.ts'
import type { Tables } from '../tables.ts'

/** Why a person is kept from an application: `fullReason` for chair and minutes, `ownReason` for the person (art. 5). A basis
 * LATE is a conflict that came out after the declarations; AFTER_RANKING one that came out once the ranking was settled: a flag on the
 * project that changes no rank. */
export interface ExclusionRecord {
  callId: CallId
  applicationId: ApplicationId
  /** The application that `fullReason` names. */
  causeApplicationId: ApplicationId
  personId: PersonId
  seatId: SeatId | null
  basis: ExclusionBasis | 'DECLARED' | 'LATE' | 'AFTER_RANKING'
  source: 'COMPUTED' | 'DECLARED'
  path: readonly PathStep[]
  fullReason: string
  ownReason: string
  excludedAt: Date
}

const toExclusion = (row: Tables['exclusions']): ExclusionRecord => ({
  callId: row.call_id as CallId,
  applicationId: row.application_id as ApplicationId,
  causeApplicationId: row.cause_application_id as ApplicationId,
  personId: row.person_id as PersonId,
  seatId: row.seat_id as SeatId | null,
  basis: row.basis as ExclusionRecord['basis'],
  source: row.source,
  path: row.path as PathStep[],
  fullReason: row.full_reason,
  ownReason: row.own_reason,
  excludedAt: row.excluded_at,
})

/** Who is kept from what (art. 5). */
export function createExclusionStore(tx: Knex) {
  return {
    /** Records exclusions once for their application, person, basis, source and cause: a tie of the person stays beside that of the seat. */
    async addExclusions(rows: readonly ExclusionRecord[]): Promise<void> {
      const asRow = (one: ExclusionRecord) => ({
        call_id: one.callId,
        application_id: one.applicationId,
        cause_application_id: one.causeApplicationId,
        person_id: one.personId,
        seat_id: one.seatId,
        basis: one.basis,
        source: one.source,
        path: one.path,
        full_reason: one.fullReason,
        own_reason: one.ownReason,
        excluded_at: one.excludedAt,
      })
      await insertRows(tx, {
        table: 'exclusions',
        rows: rows.map(asRow),
        conflict: 'on conflict do nothing',
      })
    },

    /** Takes away what the tie with a body excluded by itself, before any ranking, where that body turns out to have no part in the
     * application (art. 9). */
    async liftExclusions(applicationId: string, bodyIds: readonly string[]): Promise<void> {
      await tx('exclusions')
        .where({ cause_application_id: applicationId, source: 'COMPUTED' })
        .whereNot('basis', 'AFTER_RANKING')
        .whereRaw(`path -> -1 ->> 'bodyId' = any(?)`, [[...bodyIds]])
        .delete()
    },

    /** The calls under evaluation in which one of these bodies takes part, or may, by a row that is its other name. */
    async callsUnderOtherNames(bodyIds: readonly string[]): Promise<string[]> {
      const { rows } = await tx.raw<{ rows: { id: string }[] }>(
        `select distinct c.id from body_names n join application_partners p on p.body_id = n.body_id
           join applications a on a.id = p.application_id join calls c on c.id = a.call_id
          where n.subject_id = any(?) and a.status <> 'WITHDRAWN' and c.status = 'CLOSED'
            and c.outcome_published_at is null order by c.id`,
        [[...bodyIds]],
      )
      return rows.map((row) => row.id)
    },

    /** The calls under evaluation: closed, and without a published outcome. */
    callsUnderEvaluation: (): Promise<string[]> =>
      tx('calls').where({ status: 'CLOSED', outcome_published_at: null }).orderBy('id').pluck('id'),

    /** The calls whose outcome is out, in cycles that go on. */
    callsDecided: (): Promise<{ id: string; cycleId: string }[]> =>
      tx('calls as c')
        .join('cycles as y', 'y.id', 'c.cycle_id')
        .whereNotNull('c.outcome_published_at')
        .where('y.status', 'OPEN')
        .orderBy('c.id')
        .select({ id: 'c.id', cycleId: 'c.cycle_id' }),

    /** Whose sheets the adopted ranking of a call stands on, each for its application. */
    async scorersOf(callId: string): Promise<PersonOnApplication[]> {
      const { rows } = await tx.raw<{ rows: PersonOnApplication[] }>(
        `select distinct s.person_id as "personId", s.application_id as "applicationId"
           from rankings r join ranking_sheets h on h.ranking_id = r.provisional_id join scorings s on s.id = h.scoring_id
          where r.call_id = ? and r.status = 'ADOPTED'`,
        [callId],
      )
      return rows
    },

    /** Who is kept from what in a call, or from those of its applications that are named: excluded, or with a declared conflict that
     * nobody has waived (art. 5). */
    keptFrom: (callId: string, of?: readonly string[]): Promise<PersonOnApplication[]> =>
      among(tx('known_conflicts'), 'application_id', of)
        .where({ call_id: callId })
        .select({ personId: 'person_id', applicationId: 'application_id' }),

    async exclusionsOf(callId: string, of?: readonly string[]): Promise<ExclusionRecord[]> {
      const rows = await among(tx('exclusions'), 'application_id', of)
        .where('call_id', callId)
        .orderBy(['application_id', 'person_id', 'basis'])
      return rows.map(toExclusion)
    },

    /** How each of these people is tied to the applications that a decision on the subject touches; who is not tied is left
     * out (art. 5; L. 241/1990 art. 6-bis). */
    async tiesTo(subjectId: string, personIds: readonly string[]): Promise<Map<string, TieKind[]>> {
      const { rows } = await tx.raw<{ rows: { personId: string; personal: boolean }[] }>(
        'select person_id as "personId", personal from ties_to(:subjectId, :personIds)',
        { subjectId, personIds: [...personIds] },
      )
      const byPerson = Map.groupBy(rows, (row) => row.personId)
      return new Map(
        [...byPerson].map(([personId, ties]) => [
          personId,
          ties.map(({ personal }) => (personal ? 'PERSONAL' : 'SEAT')),
        ]),
      )
    },

    /** An application of which something is still to be decided, by its id or its handle, for who may have others decide it; null for
     * anybody else. */
    async applicationAhead(viewer: Viewer, asked: string): Promise<{ id: string; code: string } | null> {
      await askingAs(tx, viewer)
      const { rows } = await tx.raw<{ rows: { id: string; code: string }[] }>(
        `select a.id, a.code from decisions_ahead(:asked, 0) d join applications a on a.id = d.application_id
          where :asked in (d.handle, d.application_id)`,
        { asked },
      )
      return rows[0] ?? null
    },

    /** True when a decision on the subject is of this application and of no other. */
    async touchesOnly(subjectId: string, applicationId: string): Promise<boolean> {
      const { rows } = await tx.raw<{ rows: [{ only: boolean }] }>('select touches_only(?, ?) as only', [
        subjectId,
        applicationId,
      ])
      return rows[0].only
    },

    /** True when the wall keeps the person from the evaluation of an application: asked by what writes, which is not
     * behind the wall itself. */
    isClosedTo: async (viewer: Viewer, applicationId: string): Promise<boolean> =>
      (await closedAmong(tx, viewer, [applicationId])).has(applicationId),

    /** Of these people in their functions, those whom it does not keep from the evaluation of an application. */
    seenBy: <V extends Viewer>(viewers: readonly V[], applicationId: string): Promise<V[]> =>
      seenBy(tx, viewers, { by: 'evaluation_seen_by', id: applicationId }),

    /** Which of these applications it keeps the person from. */
    closedAmong: (viewer: Viewer, applicationIds: readonly string[]): Promise<Set<string>> =>
      closedAmong(tx, viewer, applicationIds),

    /** True when something of a call's evaluation is closed to the person, and so what speaks of all of it. */
    async isPartlyClosedTo(viewer: Viewer, callId: string): Promise<boolean> {
      await askingAs(tx, viewer)
      const found = await tx.raw<{ rows: { open: boolean }[] }>(
        'select exists (select from seen_calls where id = ?) as open',
        [callId],
      )
      return found.rows[0]?.open !== true
    },
  }
}

async function closedAmong(
  tx: Knex,
  viewer: Viewer,
  applicationIds: readonly string[],
): Promise<Set<string>> {
  await askingAs(tx, viewer)
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `select id from unnest(cast(? as text[])) as asked (id)
      where not exists (select 1 from seen_evaluations s where s.id = asked.id offset 0)`,
    [[...applicationIds]],
  )
  return new Set(rows.map((row) => row.id))
}
