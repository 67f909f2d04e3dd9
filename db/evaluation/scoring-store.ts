import type { Knex } from 'knex'
import type { ScoringStatus } from '../../domain/evaluation/lifecycle.ts'
import { among } from '../platform/among.ts'
import { insertRows } from '../platform/insert-rows.ts'
import type {
  ApplicationId,
  CallId,
  PersonId,
  ScoringId,
  ScoringRoundId,
  SeatId,
} from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { movesOf } from '../platform/moves.ts'
import type { Tables } from '../tables.ts'

interface PanelAppointment {
  applicationId: ApplicationId
  personId: PersonId
  reason: string
  /** The act that appoints: its kind and organ, number and day. */
  act: { title: string; number: string; on: LocalDate }
  appointedBy: PersonId
  appointedAt: Date
}

/** One evaluator's sheet for one application; `seatId` is null for an expert called in (art. 5, 6). */
export interface Scoring {
  id: ScoringId
  roundId: ScoringRoundId
  callId: CallId
  applicationId: ApplicationId
  seatId: SeatId | null
  personId: PersonId
  replacesId: ScoringId | null
  substitutionReason: string | null
  status: ScoringStatus
  requestedAt: Date
  scoredAt: Date | null
}
interface Score {
  scoringId: ScoringId
  criterionId: string
  centipoints: number
  reason: string
}

/* A score with whose sheet it is on, and on what. */
type ScoreOfSheet = Score & { applicationId: ApplicationId; personId: PersonId }

const toScoring = (row: Tables['scorings']): Scoring => ({
  id: row.id as ScoringId,
  roundId: row.round_id as ScoringRoundId,
  callId: row.call_id as CallId,
  applicationId: row.application_id as ApplicationId,
  seatId: row.seat_id as SeatId | null,
  personId: row.person_id as PersonId,
  replacesId: row.replaces_id as ScoringId | null,
  substitutionReason: row.substitution_reason,
  status: row.status,
  requestedAt: row.requested_at,
  scoredAt: row.scored_at,
})

/** Panels, sheets and their scores (art. 5, 6). */
export function createScoringStore(tx: Knex) {
  return { ...createAppointments(tx), ...createScorings(tx), ...createScores(tx) }
}

function createAppointments(tx: Knex) {
  return {
    /** False when the person was appointed for that application before. */
    async appointExpert(one: PanelAppointment): Promise<boolean> {
      const added = await tx('panel_appointments')
        .insert({
          application_id: one.applicationId,
          person_id: one.personId,
          reason: one.reason,
          ...{ act: one.act.title, act_number: one.act.number, act_on: one.act.on },
          appointed_by: one.appointedBy,
          appointed_at: one.appointedAt,
        })
        .onConflict()
        .ignore()
        .returning('person_id')
      return added.length === 1
    },

    async appointmentsOf(callId: string, of?: readonly string[]): Promise<PanelAppointment[]> {
      const rows = await among(tx('panel_appointments'), 'panel_appointments.application_id', of)
        .join('applications', 'applications.id', 'panel_appointments.application_id')
        .where('applications.call_id', callId)
        .select<(Omit<PanelAppointment, 'act'> & PanelAppointment['act'])[]>({
          applicationId: 'panel_appointments.application_id',
          personId: 'person_id',
          reason: 'reason',
          ...{ title: 'act', number: 'act_number', on: 'act_on' },
          appointedBy: 'appointed_by',
          appointedAt: 'appointed_at',
        })
        .orderBy(['panel_appointments.application_id', 'person_id'])
      return rows.map(({ title, number, on, ...row }) => ({ ...row, act: { title, number, on } }))
    },
  }
}

function createScorings(tx: Knex) {
  const scorings = movesOf(tx, 'scorings')
  return {
    /** Asks for sheets; returns those asked: not of a seat, or a person, that has one for that application already. */
    async requestScorings(sheets: readonly Omit<Scoring, 'status' | 'scoredAt'>[]): Promise<Scoring[]> {
      const asRow = (one: Omit<Scoring, 'status' | 'scoredAt'>) => ({
        id: one.id,
        round_id: one.roundId,
        call_id: one.callId,
        application_id: one.applicationId,
        seat_id: one.seatId,
        person_id: one.personId,
        replaces_id: one.replacesId,
        substitution_reason: one.substitutionReason,
        ...scorings.begin('request'),
        requested_at: one.requestedAt,
      })
      const conflict = 'on conflict do nothing'
      return (await insertRows(tx, { table: 'scorings', rows: sheets.map(asRow), conflict })).map(toScoring)
    },

    async findScoring(id: string): Promise<Scoring | null> {
      const row = await tx('scorings').where('id', id).first()
      return row ? toScoring(row) : null
    },

    /** The sheets of a call, or of some applications of it. */
    async scoringsOf(callId: string, of?: readonly string[]): Promise<Scoring[]> {
      const sheets = among(tx('scorings').where('call_id', callId), 'application_id', of)
      return (await sheets.orderBy(['application_id', 'id'])).map(toScoring)
    },

    /** The applications whose sheets a round still waits for, by who is to hand them in. */
    async missingOf(roundId: string): Promise<Map<PersonId, ApplicationId[]>> {
      const rows = await tx('scorings')
        .where({ round_id: roundId, status: 'REQUESTED' })
        .orderBy(['person_id', 'application_id'])
      const sheets = Map.groupBy(rows.map(toScoring), ({ personId }) => personId)
      return new Map([...sheets].map(([who, all]) => [who, all.map(({ applicationId }) => applicationId)]))
    },

    /** True while a sheet of the round is asked and not handed in. */
    async hasOpen(roundId: string): Promise<boolean> {
      return (
        (await tx('scorings').where({ round_id: roundId, status: 'REQUESTED' }).first('id')) !== undefined
      )
    },

    /** False when the sheet is not open any more; so with `withdrawScoring`. */
    markScored: (id: string, at: Date): Promise<boolean> => scorings.move('score', { id }, { scored_at: at }),
    withdrawScoring: (id: string): Promise<boolean> => scorings.move('withdraw', { id }),

    /** Voids a sheet that was handed in: its scores stay on record and count no more. */
    voidScoring: (id: string): Promise<boolean> => scorings.move('void', { id }),

    /** Ends what was not scored in time; returns the ids. */
    expireScorings: (roundId: string): Promise<string[]> => scorings.moveAll('expire', { round_id: roundId }),
  }
}

const OF_SHEET = {
  scoringId: 'scores.scoring_id',
  criterionId: 'scores.criterion',
  centipoints: 'scores.centipoints',
  reason: 'scores.reason',
  applicationId: 'scorings.application_id',
  personId: 'scorings.person_id',
}

function createScores(tx: Knex) {
  return {
    async addScores(rows: readonly Score[]): Promise<void> {
      await insertRows(tx, {
        table: 'scores',
        rows: rows.map((one) => ({
          scoring_id: one.scoringId,
          criterion: one.criterionId,
          centipoints: one.centipoints,
          reason: one.reason,
        })),
      })
    },

    /** The points and reasons of the sheets that a ranking was drawn up from, as they were. */
    async scoresOfRanking(rankingId: string): Promise<ScoreOfSheet[]> {
      return tx('scores')
        .join('scorings', 'scorings.id', 'scores.scoring_id')
        .join('ranking_sheets', 'ranking_sheets.scoring_id', 'scorings.id')
        .where('ranking_sheets.ranking_id', rankingId)
        .select<ScoreOfSheet[]>(OF_SHEET)
        .orderBy(['scorings.application_id', 'scores.scoring_id', 'scores.criterion'])
    },

    /** Every score that counts: those of the sheets handed in. */
    async scoresOf(callId: string): Promise<ScoreOfSheet[]> {
      return tx('scores')
        .join('scorings', 'scorings.id', 'scores.scoring_id')
        .where('scorings.call_id', callId)
        .where('scorings.status', 'SCORED')
        .select<ScoreOfSheet[]>(OF_SHEET)
        .orderBy(['scorings.application_id', 'scores.scoring_id', 'scores.criterion'])
    },
  }
}
