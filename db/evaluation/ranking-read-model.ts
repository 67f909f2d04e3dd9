import type { Knex } from 'knex'
import { pointsOf } from '../../domain/shared/fraction.ts'
import { createRankingStore } from './ranking-store.ts'
import type { RankingSeal } from '../../domain/evaluation/ranking-input.ts'
import type { Ranking } from './ranking-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/* A line of a ranking as people read it: points as decimal text with a point, the grant in cents. */
interface RankingRow {
  position: number | null
  code: string
  title: string
  leadName: string
  leadTaxCode: string
  points: string | null
  tieBreak: string | null
  outcome: string
  grantCents: number
}
interface RankingView {
  callId: string
  publishedAt: Date | null
  sealSha256: string
  rows: RankingRow[]
}

/* A sheet's points with their reasons; who gave them is told to the office and to the committee only. */
interface SheetView {
  evaluator: string | null
  scores: { criterionId: string; centipoints: number; reason: string }[]
}
interface ApplicationScores {
  applicationId: string
  code: string
  title: string
  /** Points as decimal text with a point; null until they are aggregated. */
  total: string | null
  byCriterion: { criterionId: string; points: string }[]
  sheets: SheetView[]
}

/** Scores and ranking: before publication behind the wall, afterwards as the law opens it (art. 5; D.Lgs. 33/2013). */
export function createRankingReadModel(asViewer: AsViewer) {
  return {
    /** Null while there is none, and for whoever may not see it yet. */
    ranking: (viewer: Viewer, callId: string): Promise<RankingView | null> =>
      asViewer(viewer, async (tx) => {
        const ranking = await createRankingStore(tx).rankingOf(callId)
        if (ranking === null) return null
        const call = await tx('calls').where('id', callId).first()
        const publishedAt = call?.outcome_published_at ?? null
        const rows = await readRows(tx, ranking, publishedAt !== null)
        return { callId, publishedAt, sealSha256: ranking.sealSha256, rows }
      }),

    /** True where `ranking` would show one. */
    isShown: (viewer: Viewer, callId: string): Promise<boolean> =>
      asViewer(viewer, async (tx) => (await createRankingStore(tx).rankingOf(callId)) !== null),

    seal: (viewer: Viewer, callId: string): Promise<RankingSeal | null> =>
      asViewer(viewer, async (tx) => {
        const rankings = createRankingStore(tx)
        const ranking = await rankings.rankingOf(callId)
        return ranking && rankings.sealOf(ranking.id)
      }),

    scores: (viewer: Viewer, callId: string): Promise<ApplicationScores[]> =>
      asViewer(viewer, (tx) => readScores(tx, viewer, callId)),
  }
}

type Row = Record<string, unknown>

async function readRows(tx: Knex, ranking: Ranking, published: boolean): Promise<RankingRow[]> {
  const reserved = `select e.position, a.code, a.title, b.name as lead_name, b.tax_code as lead_tax_code, e.numerator, e.denominator,
      e.tie_break, e.outcome, e.grant_cents
    from ranking_entries e join applications a on a.id = e.application_id join bodies b on b.id = a.lead_body_id
   where e.ranking_id = ?`
  const source = published ? 'select * from published_ranking(?)' : reserved
  const found = await tx.raw<{ rows: Row[] }>(
    `select * from (${source}) as line order by position nulls last, numerator::numeric / denominator::numeric desc nulls last, code`,
    [published ? ranking.callId : ranking.id],
  )
  return found.rows.map((row) => ({
    position: row['position'] as number | null,
    code: row['code'] as string,
    title: row['title'] as string,
    leadName: row['lead_name'] as string,
    leadTaxCode: row['lead_tax_code'] as string,
    points: rowPoints(row),
    tieBreak: row['tie_break'] as string | null,
    outcome: row['outcome'] as string,
    grantCents: row['grant_cents'] as number,
  }))
}

function rowPoints(row: Row): string | null {
  if (row['numerator'] === null) return null
  return pointsOf({ num: row['numerator'] as string, den: row['denominator'] as string })
}

/* Until the last round is over an evaluator, process owner or not, reads only the own sheet: nobody scores after having
   read the others. */
const SHEETS = `
  select s.id, s.application_id as "applicationId", p.display_name as evaluator, x.criterion as "criterionId", x.centipoints, x.reason
    from scorings s join scores x on x.scoring_id = s.id join persons p on p.id = s.person_id join calls c on c.id = s.call_id
   where s.call_id = :callId and s.status = 'SCORED' and (
     c.outcome_published_at is not null or s.person_id = :viewer
     or (acting_role() = 'PROCESS_OWNER'
       and not exists (select 1 from conflict_declarations d where d.call_id = s.call_id and d.person_id = :viewer and d.status = 'DECLARED'))
     or (exists (select 1 from scoring_rounds n where n.call_id = s.call_id and n.status = 'COMPLETED')
       and acting_role() = 'COMMITTEE_MEMBER'))
   order by s.application_id, s.id, x.criterion`

type SheetRow = { id: string; applicationId: string; evaluator: string } & SheetView['scores'][number]

async function readScores(tx: Knex, viewer: Viewer, callId: string): Promise<ApplicationScores[]> {
  const named = viewer.role !== null && viewer.role !== 'ALLIANCE_LEAD' && viewer.role !== 'NETWORK_MEMBER'
  const found = await tx.raw<{ rows: SheetRow[] }>(SHEETS, { callId, viewer: viewer.personId })
  const sheets = Map.groupBy(found.rows, (row) => row.applicationId)
  const aggregates = Map.groupBy(
    await createRankingStore(tx).aggregatesOf(callId),
    (one) => one.applicationId as string,
  )
  const applications = await tx('applications')
    .where({ call_id: callId, status: 'ADMITTED' })
    .orderBy('code')
    .select<{ id: string; code: string; title: string }[]>('id', 'code', 'title')
  return applications.map(({ id, code, title }) => {
    const own = aggregates.get(id) ?? []
    const total = own.find((one) => one.criterionId === 'TOTAL')
    return {
      applicationId: id,
      code,
      title,
      total: total ? pointsOf(total.value) : null,
      byCriterion: own
        .filter((one) => one !== total)
        .map(({ criterionId, value }) => ({ criterionId, points: pointsOf(value) })),
      sheets: toSheets(sheets.get(id) ?? [], named),
    }
  })
}

function toSheets(rows: readonly SheetRow[], named: boolean): SheetView[] {
  return [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    evaluator: named ? (lines[0]?.evaluator ?? null) : null,
    scores: lines.map(({ criterionId, centipoints, reason }) => ({ criterionId, centipoints, reason })),
  }))
}
