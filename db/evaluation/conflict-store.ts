import type { Knex } from 'knex'
import type { DeclarationStatus } from '../../domain/evaluation/lifecycle.ts'
import type { SoftReason } from '../../domain/evaluation/soft-reasons.ts'
import type { ApplicationId, CallId, DeclarationId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import { askingAs } from '../platform/viewer.ts'
import type { Viewer } from '../platform/viewer.ts'
import { among } from '../platform/among.ts'
import { insertRows } from '../platform/insert-rows.ts'
import { movesOf } from '../platform/moves.ts'
import { createExclusionStore } from './exclusion-store.ts'
import type { Tables } from '../tables.ts'

/* What is asked of a person before an application is shown; `seatId` null for an expert, who has no seat to score for. */
interface ConflictDeclaration {
  id: DeclarationId
  callId: CallId
  seatId: SeatId | null
  personId: PersonId
  status: DeclarationStatus
  declaredAt: Date | null
}

/** A conflict put before somebody else's decision (DPR 62/2013 art. 6-7). `tie` is the tie of the own body that the call
 * asks to declare, found by us: BODY_TIE is the reason while the person adds none. */
export interface DeclaredConflict {
  declarationId: DeclarationId
  applicationId: ApplicationId
  personId: PersonId
  seatId: SeatId | null
  reason: SoftReason | 'BODY_TIE'
  explanation: string
  tie: string | null
  decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
}

/* A body of an application that is told by its place alone, the same for whoever reads. */
interface ApplicantBody {
  applicationId: ApplicationId
  place: number
  name: string
  taxCode: string
}

type AskedDeclaration = Pick<ConflictDeclaration, 'id' | 'callId' | 'seatId' | 'personId'>
type DeclaredPair = Pick<DeclaredConflict, 'declarationId' | 'applicationId'>

const toDeclaration = (row: Tables['conflict_declarations']): ConflictDeclaration => ({
  id: row.id as DeclarationId,
  callId: row.call_id as CallId,
  seatId: row.seat_id as SeatId | null,
  personId: row.person_id as PersonId,
  status: row.status,
  declaredAt: row.declared_at,
})

type ConflictRow = Tables['declared_conflicts'] &
  Pick<Tables['conflict_declarations'], 'person_id' | 'seat_id'>

const toConflict = (row: ConflictRow): DeclaredConflict => ({
  declarationId: row.declaration_id as DeclarationId,
  applicationId: row.application_id as ApplicationId,
  personId: row.person_id as PersonId,
  seatId: row.seat_id as SeatId | null,
  reason: row.reason as DeclaredConflict['reason'],
  explanation: row.explanation,
  tie: row.tie,
  decision: row.decision,
})

/** Who is kept from what, and who declared what (art. 5; DPR 62/2013 art. 6-7). */
export function createConflictStore(tx: Knex) {
  return { ...createExclusionStore(tx), ...createDeclarations(tx), ...createDeclaredConflicts(tx) }
}

function createDeclarations(tx: Knex) {
  const declarations = movesOf(tx, 'conflict_declarations')
  const request = async (rows: readonly AskedDeclaration[]): Promise<void> => {
    await insertRows(tx, {
      table: 'conflict_declarations',
      rows: rows.map(({ id, callId, seatId, personId }) => ({
        ...{ id, call_id: callId, seat_id: seatId, person_id: personId },
        ...declarations.begin('request'),
      })),
      conflict: 'on conflict (call_id, person_id) do nothing',
    })
  }
  return {
    /** Asks declarations once for each person of a call. */
    requestDeclarations: request,

    /** Asks them of experts, once each: also of who let the term pass for a seat, and then declares for no seat. */
    async requestExpertDeclarations(rows: readonly AskedDeclaration[]): Promise<void> {
      const asked = [rows.map((one) => one.callId), rows.map((one) => one.personId)]
      const lapsedForSeat = (query: Knex.QueryBuilder) =>
        void query
          .whereRaw('(call_id, person_id) in (select * from unnest(?::text[], ?::text[]))', asked)
          .whereNotNull('seat_id')
      await declarations.moveAll('requestAgain', lapsedForSeat, { seat_id: null })
      await request(rows)
    },

    async findDeclaration(id: string): Promise<ConflictDeclaration | null> {
      const row = await tx('conflict_declarations').where('id', id).first()
      return row ? toDeclaration(row) : null
    },

    async declarationsOf(callId: string): Promise<ConflictDeclaration[]> {
      return (await tx('conflict_declarations').where('call_id', callId).orderBy('id')).map(toDeclaration)
    },

    /** Throws MOVE_NOT_POSSIBLE when it was declared, or lapsed, before. */
    declare: (id: string, at: Date) => declarations.must('declare', id, { declared_at: at }),

    /** Ends what was not declared in time; returns the ids. */
    lapseDeclarations: (callId: string): Promise<string[]> =>
      declarations.moveAll('lapse', { call_id: callId }),

    /** Names and tax codes of applicant bodies: all that whoever is asked to declare sees before. */
    async applicantBodies(viewer: Viewer, callId: string): Promise<ApplicantBody[]> {
      await askingAs(tx, viewer)
      const found = await tx.raw<{ rows: ApplicantBody[] }>(
        `select application_id as "applicationId", place, body_name as name, tax_code as "taxCode"
           from applicant_bodies(?) order by place, body_name`,
        [callId],
      )
      return found.rows
    },
  }
}

const conflictsOf = (tx: Knex, { callId, of }: { callId: string; of?: readonly string[] | undefined }) =>
  among(tx('declared_conflicts'), 'declared_conflicts.application_id', of)
    .join('conflict_declarations', 'conflict_declarations.id', 'declared_conflicts.declaration_id')
    .where('conflict_declarations.call_id', callId)
    .select('declared_conflicts.*', 'conflict_declarations.person_id', 'conflict_declarations.seat_id')
    .orderBy(['declared_conflicts.declaration_id', 'declared_conflicts.application_id'])

function createDeclaredConflicts(tx: Knex) {
  return {
    /** Puts ties that we found before the decision; what the person declared of the same application stays as it is. */
    async addTies(rows: readonly (DeclaredPair & { tie: string })[]): Promise<void> {
      await insertRows(tx, {
        table: 'declared_conflicts',
        rows: rows.map(({ declarationId, applicationId, tie }) => ({
          declaration_id: declarationId,
          application_id: applicationId,
          reason: 'BODY_TIE',
          explanation: tie,
          tie,
        })),
        conflict: `on conflict (declaration_id, application_id) do update set tie = excluded.tie
                    where declared_conflicts.decision is null`,
      })
    },

    /** Puts what a person declares before the decision, beside the tie that we may have found. */
    async addDeclaredConflicts(
      rows: readonly (DeclaredPair & Pick<DeclaredConflict, 'reason' | 'explanation'>)[],
    ): Promise<void> {
      await insertRows(tx, {
        table: 'declared_conflicts',
        rows: rows.map((one) => ({
          declaration_id: one.declarationId,
          application_id: one.applicationId,
          reason: one.reason,
          explanation: one.explanation,
        })),
        conflict: `on conflict (declaration_id, application_id)
                   do update set reason = excluded.reason, explanation = excluded.explanation
                    where declared_conflicts.decision is null`,
      })
    },

    async declaredConflictsOf(callId: string, of?: readonly string[]): Promise<DeclaredConflict[]> {
      return (await conflictsOf(tx, { callId, of })).map(toConflict)
    },

    /** Those that wait for a decision: of who declared. Who let the term pass evaluates nothing, whatever the tie. */
    async undecidedConflictsOf(callId: string): Promise<DeclaredConflict[]> {
      const open = conflictsOf(tx, { callId }).where('conflict_declarations.status', 'DECLARED')
      return (await open.whereNull('declared_conflicts.decision')).map(toConflict)
    },

    /** False when it was decided before. */
    async decideDeclaredConflict(decided: {
      declarationId: string
      applicationId: string
      decision: 'EXCLUDED' | 'NOT_EXCLUDED'
      reason: string
      decidedBy: string
      at: Date
    }): Promise<boolean> {
      const changed = await tx('declared_conflicts')
        .where({ declaration_id: decided.declarationId, application_id: decided.applicationId })
        .whereNull('decision')
        .update({
          decision: decided.decision,
          decision_reason: decided.reason,
          decided_by: decided.decidedBy,
          decided_at: decided.at,
        })
      return changed === 1
    },
  }
}
