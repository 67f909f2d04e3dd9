import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { insertRows } from '../platform/insert-rows.ts'
import { createAggregateStore } from './aggregate-store.ts'
import { movesOf } from '../platform/moves.ts'
import type { StandingGrant } from '../../domain/evaluation/cut-grant.ts'
import type { RankingEntry, RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import type { MissedMinimum } from '../../domain/evaluation/scoring.ts'
import { shownEntries } from '../../domain/evaluation/shown-ranking.ts'
import type { ShownEntry } from '../../domain/evaluation/shown-ranking.ts'
import type { ApplicationId, CallId, MeetingId, RankingId } from '../../domain/shared/ids.ts'
import type { Tables } from '../tables.ts'

/** A ranking without its seal. */
export interface Ranking {
  id: RankingId
  callId: CallId
  /** The meeting whose vote it follows from, and the provisional one that was voted on; both null in a provisional one. */
  meetingId: MeetingId | null
  provisionalId: RankingId | null
  /** Hash of its seal, which is read on its own: it holds all that decided the ranking, megabytes of it. */
  sealSha256: string
  drawnUpAt: Date
}

/** A line of a ranking, as it was sealed and as people read it; the grant is in cents. */
export type RankingLine = Pick<
  RankingEntry,
  'applicationId' | 'position' | 'aggregate' | 'tieBreak' | 'outcome' | 'grantCents'
> &
  Omit<ShownEntry, 'criteria'>

/* All but the seal. */
const COLUMNS = ['id', 'call_id', 'meeting_id', 'provisional_id', 'seal_sha256', 'drawn_up_at'] as const

const toRanking = (row: Pick<Tables['rankings'], (typeof COLUMNS)[number]>): Ranking => ({
  id: row.id as RankingId,
  callId: row.call_id as CallId,
  meetingId: row.meeting_id as MeetingId | null,
  provisionalId: row.provisional_id as RankingId | null,
  sealSha256: row.seal_sha256,
  drawnUpAt: row.drawn_up_at,
})

const toLine = (row: Tables['ranking_entries']): RankingLine => ({
  applicationId: row.application_id as ApplicationId,
  position: row.position,
  aggregate:
    row.numerator === null || row.denominator === null ? null : { num: row.numerator, den: row.denominator },
  points: row.points,
  missed: row.missed_minima as MissedMinimum[],
  tieBreak: row.tie_break,
  outcome: row.outcome,
  grantCents: row.grant_cents as RankingLine['grantCents'],
})

/** Aggregates and rankings of a call (art. 6, 7). */
export function createRankingStore(tx: Knex) {
  return { ...createAggregateStore(tx), ...createRankings(tx) }
}

/* The sheets that count: their rows never change while the ranking stands. */
async function freezeSheets(tx: Knex, { id, callId }: Pick<Ranking, 'id' | 'callId'>): Promise<void> {
  await tx.raw(
    `insert into ranking_sheets (ranking_id, scoring_id) select ?, s.id from scorings s where s.call_id = ? and s.status = 'SCORED'`,
    [id, callId],
  )
}

function createRankings(tx: Knex) {
  return {
    /** Records a ranking with the lines of its seal, a provisional one with the sheets that it freezes; false when it was there
     * before. */
    async addRanking(ranking: Ranking & { seal: RankingSeal }): Promise<boolean> {
      const added = await tx('rankings')
        .insert({
          id: ranking.id,
          call_id: ranking.callId,
          meeting_id: ranking.meetingId,
          provisional_id: ranking.provisionalId,
          seal: JSON.stringify(ranking.seal),
          seal_sha256: ranking.sealSha256,
          ...movesOf(tx, 'rankings').begin(ranking.provisionalId === null ? 'drawUpProvisional' : 'drawUp'),
          drawn_up_at: ranking.drawnUpAt,
        })
        .onConflict('id')
        .ignore()
        .returning('id')
      if (added.length === 0) return false
      const rows = shownEntries(ranking.seal).map((one) => ({
        ranking_id: ranking.id,
        application_id: one.applicationId,
        position: one.position,
        numerator: one.aggregate?.num ?? null,
        denominator: one.aggregate?.den ?? null,
        points: one.points,
        missed_minima: one.missed,
        tie_break: one.tieBreak,
        outcome: one.outcome,
        grant_cents: one.grantCents,
      }))
      await insertRows(tx, { table: 'ranking_entries', rows })
      if (ranking.provisionalId === null) await freezeSheets(tx, ranking)
      return true
    },

    /** Makes the key of the hash that names evaluators in a call's seals, once. */
    async makeEvaluatorKey(callId: string): Promise<void> {
      await tx('evaluator_keys')
        .insert({ call_id: callId, key: randomBytes(32).toString('hex') })
        .onConflict('call_id')
        .ignore()
    },

    /** That key. Throws Error (a bug) before it was made. */
    async evaluatorKeyOf(callId: string): Promise<string> {
      const row = await tx('evaluator_keys').where('call_id', callId).first()
      if (row === undefined) throw new Error(`no key of the evaluators of call ${callId}`)
      return row.key
    },

    async findRanking(id: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where('id', id)
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    async sealOf(id: string): Promise<RankingSeal> {
      const row = await tx('rankings').where({ id }).first('seal')
      if (row === undefined) throw new Error(`no ranking ${id}`)
      return row.seal as RankingSeal
    },

    /** The ranking whose approval has its effects becomes the call's; once. */
    adoptRanking: (id: string): Promise<boolean> => movesOf(tx, 'rankings').move('adopt', { id }),

    /** Takes an adopted ranking out of force; it stays, and its file with it. */
    annulRanking: (id: string): Promise<boolean> => movesOf(tx, 'rankings').move('annul', { id }),

    /** The definitive ranking that followed from the vote on a provisional one and is not adopted; null while there is none. */
    async rankingFrom(provisionalId: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where({ provisional_id: provisionalId, status: 'DRAWN_UP' })
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** Takes a ranking back; it stays, and its file with it. */
    supersedeRanking: (id: string): Promise<boolean> => movesOf(tx, 'rankings').move('supersede', { id }),

    /** The ranking of a call that was taken back last: the definitive one where there was one. */
    async supersededRankingOf(callId: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where({ call_id: callId, status: 'SUPERSEDED' })
        .orderBy([
          { column: 'drawn_up_at', order: 'desc' },
          { column: 'provisional_id', order: 'asc' },
        ])
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** The call's adopted ranking; null while there is none. */
    async adoptedRanking(callId: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where({ call_id: callId, status: 'ADOPTED' })
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** A ranking of a call that was annulled; null where it was not. */
    async annulledRanking(callId: string, id: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where({ id, call_id: callId, status: 'ANNULLED' })
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** The provisional ranking that stands: on which the committee votes, or has voted; null while there is none. */
    async provisionalRankingOf(callId: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where({ call_id: callId, status: 'PROVISIONAL' })
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** The call's adopted ranking, before that its newest definitive one, before that its provisional one; null while there is
     * none. */
    async rankingOf(callId: string): Promise<Ranking | null> {
      const row = await tx('rankings')
        .where('call_id', callId)
        .whereNotIn('status', ['SUPERSEDED', 'ANNULLED'])
        .orderBy([
          { column: 'status', order: 'asc' },
          { column: 'drawn_up_at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .first(...COLUMNS)
      return row ? toRanking(row) : null
    },

    /** Records what an answer on a cut grant changes of an adopted ranking. */
    async slideGrants(
      { rankingId, requestId }: { rankingId: string; requestId: string },
      changed: readonly StandingGrant[],
    ): Promise<void> {
      const rows = changed.map(({ applicationId, outcome, grantCents }) => ({
        ...{ ranking_id: rankingId, request_id: requestId },
        ...{ application_id: applicationId, grant_cents: grantCents },
        outcome: outcome as Tables['slid_grants']['outcome'],
      }))
      await insertRows(tx, { table: 'slid_grants', rows })
    },

    /** The grant of an application as anybody reads it in the published ranking, in cents. Throws Error (a bug) where there is none. */
    async publishedGrantOf(applicationId: string): Promise<number> {
      const [grantCents] = await tx('published_entries')
        .where({ application_id: applicationId })
        .pluck<number[]>('grant_cents')
      if (grantCents === undefined) throw new Error(`application ${applicationId} is in no published ranking`)
      return grantCents
    },

    /** The applications of a ranking whose leads do without a cut grant. */
    async declinedOf(rankingId: string): Promise<Set<string>> {
      const ids = await tx('slid_grants')
        .where({ ranking_id: rankingId, outcome: 'DECLINED' })
        .pluck('application_id')
      return new Set(ids)
    },

    async linesOf(rankingId: string): Promise<RankingLine[]> {
      const rows = await tx('ranking_entries')
        .where('ranking_id', rankingId)
        .orderByRaw('position nulls last, application_id')
      return rows.map(toLine)
    },
  }
}
