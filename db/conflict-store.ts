import type { Knex } from 'knex'
import type { ExclusionBasis, PathStep } from '../domain/evaluation/conflicts.ts'
import type { SoftReason } from '../domain/evaluation/soft-reasons.ts'
import type { ApplicationId, CallId, DeclarationId, PersonId, SeatId } from '../domain/shared/ids.ts'

/** Why a person is kept from an application: `fullReason` for chair and minutes, `ownReason` for the person (art. 5). */
export interface ExclusionRecord {
  callId: CallId
  applicationId: ApplicationId
  personId: PersonId
  seatId: SeatId | null
  basis: ExclusionBasis | 'DECLARED'
  source: 'COMPUTED' | 'DECLARED'
  path: readonly PathStep[]
  fullReason: string
  ownReason: string
  excludedAt: Date
}

export interface ConflictDeclaration {
  id: DeclarationId
  callId: CallId
  seatId: SeatId
  personId: PersonId
  status: 'REQUESTED' | 'DECLARED' | 'LAPSED'
  declaredAt: Date | null
}

/** A conflict put before somebody else's decision (DPR 62/2013 art. 6-7); BODY_TIE is what the call asks to declare. */
export interface DeclaredConflict {
  declarationId: DeclarationId
  applicationId: ApplicationId
  personId: PersonId
  seatId: SeatId
  reason: SoftReason | 'BODY_TIE'
  explanation: string
  decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
}

type Row = Record<string, unknown>

const toExclusion = (row: Row): ExclusionRecord => ({
  callId: row['call_id'] as CallId,
  applicationId: row['application_id'] as ApplicationId,
  personId: row['person_id'] as PersonId,
  seatId: row['seat_id'] as SeatId | null,
  basis: row['basis'] as ExclusionRecord['basis'],
  source: row['source'] as ExclusionRecord['source'],
  path: row['path'] as PathStep[],
  fullReason: row['full_reason'] as string,
  ownReason: row['own_reason'] as string,
  excludedAt: row['excluded_at'] as Date,
})

const toDeclaration = (row: Row): ConflictDeclaration => ({
  id: row['id'] as DeclarationId,
  callId: row['call_id'] as CallId,
  seatId: row['seat_id'] as SeatId,
  personId: row['person_id'] as PersonId,
  status: row['status'] as ConflictDeclaration['status'],
  declaredAt: row['declared_at'] as Date | null,
})

const toConflict = (row: Row): DeclaredConflict => ({
  declarationId: row['declaration_id'] as DeclarationId,
  applicationId: row['application_id'] as ApplicationId,
  personId: row['person_id'] as PersonId,
  seatId: row['seat_id'] as SeatId,
  reason: row['reason'] as DeclaredConflict['reason'],
  explanation: row['explanation'] as string,
  decision: row['decision'] as DeclaredConflict['decision'],
})

/** Who is kept from what, and who declared what (art. 5; DPR 62/2013 art. 6-7). */
export function createConflictStore(tx: Knex) {
  return { ...createExclusions(tx), ...createDeclarations(tx), ...createDeclaredConflicts(tx) }
}

function createExclusions(tx: Knex) {
  return {
    /** Records exclusions once for their application, person and basis. */
    async addExclusions(rows: readonly ExclusionRecord[]): Promise<void> {
      if (rows.length === 0) return
      await tx('exclusions')
        .insert(
          rows.map((one) => ({
            call_id: one.callId,
            application_id: one.applicationId,
            person_id: one.personId,
            seat_id: one.seatId,
            basis: one.basis,
            source: one.source,
            path: JSON.stringify(one.path),
            full_reason: one.fullReason,
            own_reason: one.ownReason,
            excluded_at: one.excludedAt,
          })),
        )
        .onConflict()
        .ignore()
    },

    async exclusionsOf(callId: string): Promise<ExclusionRecord[]> {
      const rows = await tx<Row>('exclusions')
        .where('call_id', callId)
        .orderBy(['application_id', 'person_id', 'basis'])
      return rows.map(toExclusion)
    },

    /** What an excluded person is told, read through the wall. */
    async ownExclusions(
      personId: string,
    ): Promise<{ callId: CallId; applicationId: ApplicationId; reason: string }[]> {
      const found = await tx.raw<{
        rows: { callId: CallId; applicationId: ApplicationId; reason: string }[]
      }>(
        `select call_id as "callId", application_id as "applicationId", own_reason as reason
           from own_exclusions(?) order by call_id, application_id, own_reason`,
        [personId],
      )
      return found.rows
    },
  }
}

function createDeclarations(tx: Knex) {
  return {
    /** Asks declarations once for each person of a call. */
    async requestDeclarations(
      rows: readonly Pick<ConflictDeclaration, 'id' | 'callId' | 'seatId' | 'personId'>[],
    ) {
      if (rows.length === 0) return
      const asked = rows.map((one) => ({
        id: one.id,
        call_id: one.callId,
        seat_id: one.seatId,
        person_id: one.personId,
        status: 'REQUESTED',
      }))
      await tx('conflict_declarations').insert(asked).onConflict(['call_id', 'person_id']).ignore()
    },

    async findDeclaration(id: string): Promise<ConflictDeclaration | null> {
      const row = await tx<Row>('conflict_declarations').where('id', id).first()
      return row ? toDeclaration(row) : null
    },

    async declarationsOf(callId: string): Promise<ConflictDeclaration[]> {
      return (await tx<Row>('conflict_declarations').where('call_id', callId).orderBy('id')).map(
        toDeclaration,
      )
    },

    /** False when it was declared, or lapsed, before. */
    async declare(id: string, at: Date): Promise<boolean> {
      const declared = await tx('conflict_declarations')
        .where({ id, status: 'REQUESTED' })
        .update({ status: 'DECLARED', declared_at: at })
      return declared === 1
    },

    /** Ends what was not declared in time; returns the ids. */
    async lapseDeclarations(callId: string): Promise<string[]> {
      const rows: { id: string }[] = await tx('conflict_declarations')
        .where({ call_id: callId, status: 'REQUESTED' })
        .update({ status: 'LAPSED' })
        .returning('id')
      return rows.map((row) => row.id)
    },

    /** Names and tax codes of applicant bodies: all that the person of a declaration sees before declaring. */
    async applicantBodies(
      callId: string,
      personId: string,
    ): Promise<{ applicationId: ApplicationId; name: string; taxCode: string }[]> {
      const found = await tx.raw<{ rows: { applicationId: ApplicationId; name: string; taxCode: string }[] }>(
        `select application_id as "applicationId", body_name as name, tax_code as "taxCode"
           from applicant_bodies(?, ?) order by application_id, body_name`,
        [callId, personId],
      )
      return found.rows
    },
  }
}

function createDeclaredConflicts(tx: Knex) {
  return {
    /** Puts conflicts before the decision; what the person declares replaces the explanation of a tie found by us. */
    async addDeclaredConflicts(
      rows: readonly Pick<DeclaredConflict, 'declarationId' | 'applicationId' | 'reason' | 'explanation'>[],
    ): Promise<void> {
      if (rows.length === 0) return
      await tx('declared_conflicts')
        .insert(
          rows.map((one) => ({
            declaration_id: one.declarationId,
            application_id: one.applicationId,
            reason: one.reason,
            explanation: one.explanation,
          })),
        )
        .onConflict(['declaration_id', 'application_id'])
        .merge(['reason', 'explanation'])
        .whereNull('declared_conflicts.decision')
    },

    async declaredConflictsOf(callId: string): Promise<DeclaredConflict[]> {
      const rows = await tx('declared_conflicts')
        .join('conflict_declarations', 'conflict_declarations.id', 'declared_conflicts.declaration_id')
        .where('conflict_declarations.call_id', callId)
        .select('declared_conflicts.*', 'conflict_declarations.person_id', 'conflict_declarations.seat_id')
        .orderBy(['declared_conflicts.declaration_id', 'declared_conflicts.application_id'])
      return rows.map(toConflict)
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
