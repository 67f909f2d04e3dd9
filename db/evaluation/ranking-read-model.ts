import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import { pointsOf } from '../../domain/shared/fraction.ts'
import { createRankingStore } from './ranking-store.ts'
import type { RankingOutcome, RankingSeal, RankingStage } from '../../domain/evaluation/ranking-input.ts'
import { readAdmitted } from './admitted.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
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
  outcome: RankingOutcome
  grantCents: number
}
interface RankingAsked extends PageAsked {
  outcome?: RankingOutcome | undefined
  text?: string | undefined
}
interface ScoresAsked extends PageAsked {
  text?: string | undefined
}
interface RankingView {
  callId: string
  publishedAt: Date | null
  stage: RankingStage
  sealSha256: string
  rows: Page<RankingRow>
}

/* A sheet's points with their reasons; who gave them is told to the office and to the committee only. */
interface SheetView {
  evaluator: string | null
  scores: { criterionId: string; centipoints: number; reason: string }[]
}
/* `ofOthers`: some of them are not the viewer's own. */
interface ShownSheets {
  sheets: SheetView[]
  ofOthers: boolean
}
interface ApplicationScores {
  applicationId: string
  code: string
  title: string
  /** Points as decimal text with a point; null until they are aggregated. */
  total: string | null
  byCriterion: { criterionId: string; points: string }[]
}

/** Scores and ranking: before publication behind the wall, afterwards as the law opens it (art. 5; D.Lgs. 33/2013). */
export function createRankingReadModel(asViewer: AsViewer) {
  return {
    /** Null while there is none, and for whoever may not see it yet. */
    ranking: (viewer: Viewer, callId: string, asked: RankingAsked = {}): Promise<RankingView | null> =>
      asViewer(viewer, async (tx) => {
        const { ranking, call } = await atOnce({
          ranking: createRankingStore(tx).rankingOf(callId),
          call: tx('calls').where('id', callId).first('outcome_published_at'),
        })
        if (ranking === null) return null
        const publishedAt = call?.outcome_published_at ?? null
        const published = publishedAt !== null
        const rows = await readRows(tx, { of: ranking.id, published }, asked)
        const stage = ranking.provisionalId === null ? 'PROVISIONAL' : 'DEFINITIVE'
        return { callId, publishedAt, stage, sealSha256: ranking.sealSha256, rows }
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

    /** A page of a call's, by code. */
    scores: (viewer: Viewer, callId: string, asked: ScoresAsked = {}): Promise<Page<ApplicationScores>> =>
      asViewer(viewer, (tx) => readScores(tx, { ...asked, callId })),

    /** Those of one application with its sheets; null where it is not admitted, or not shown. */
    sheets: (
      viewer: Viewer,
      applicationId: string,
    ): Promise<(ApplicationScores & ShownSheets & { callId: string }) | null> =>
      asViewer(viewer, async (tx) => {
        const application = await tx('applications').where({ id: applicationId }).first('call_id')
        if (application === undefined) return null
        const [scores] = (await readScores(tx, { callId: application.call_id, id: applicationId })).items
        const callId = application.call_id
        return scores ? { ...scores, callId, ...(await readSheets(tx, viewer, applicationId)) } : null
      }),
  }
}

const RESERVED = `
select e.position, a.code, a.title, b.name as lead_name, b.tax_code as lead_tax_code, e.numerator, e.denominator, e.tie_break, e.outcome, e.grant_cents, e.place, e.below
  from ranking_entries e join applications a on a.id = e.application_id join bodies b on b.id = a.lead_body_id
 where e.ranking_id = :of`
const PUBLISHED = 'select * from published_entries where ranking_id = :of'

const lines = (source: string) => `
select position, code, title, lead_name as "leadName", lead_tax_code as "leadTaxCode", numerator, denominator, tie_break as "tieBreak",
       outcome, grant_cents as "grantCents", place, below
  from (${source}) entry where true`

type EntryRow = Omit<RankingRow, 'points'> & { numerator: string | null; denominator: string | null }

async function readRows(
  tx: Knex,
  { of, published }: { of: string; published: boolean },
  { outcome, text, ...page }: RankingAsked,
): Promise<Page<RankingRow>> {
  const { items, next } = await readPage<EntryRow>(
    tx,
    {
      about: ['ranking', of],
      rows: lines(published ? PUBLISHED : RESERVED),
      values: { of },
      filters: {
        outcome: ['outcome = :outcome', outcome],
        text: [contains('code', 'title', 'lead_name'), text],
      },
      order: { place: 'number', below: 'number', code: 'text' },
    },
    page,
  )
  return { items: items.map(toRow), next }
}

const toRow = ({ numerator, denominator, ...row }: EntryRow): RankingRow => ({
  ...row,
  points: numerator === null || denominator === null ? null : pointsOf({ num: numerator, den: denominator }),
})

/* Until the last round is over, and while one has a sheet to hand in, an evaluator, process owner or not, reads only the own sheet:
   nobody scores after having read the others. */
const SHEETS = `
  select s.id, s.person_id as "personId", p.display_name as evaluator, x.criterion as "criterionId", x.centipoints, x.reason
    from scorings s join scores x on x.scoring_id = s.id join persons p on p.id = s.person_id join calls c on c.id = s.call_id
   where s.application_id = :applicationId and s.status = 'SCORED' and (
     c.outcome_published_at is not null or s.person_id = :viewer
     or (acting_role() = 'PROCESS_OWNER'
       and not exists (select 1 from conflict_declarations d where d.call_id = s.call_id and d.person_id = :viewer and d.status = 'DECLARED'))
     or (exists (select 1 from scoring_rounds n where n.call_id = s.call_id and n.status = 'COMPLETED')
       and acting_role() = 'COMMITTEE_MEMBER'
       and not exists (select 1 from scorings o where o.call_id = s.call_id and o.person_id = :viewer and o.status = 'REQUESTED')))
   order by s.id, x.criterion`

type SheetRow = { id: string; personId: string; evaluator: string } & SheetView['scores'][number]

async function readScores(
  tx: Knex,
  { callId, ...asked }: ScoresAsked & { callId: string; id?: string },
): Promise<Page<ApplicationScores>> {
  const { items, next } = await readAdmitted(tx, { callId, ...asked })
  const ids = items.map(({ id }) => id)
  const aggregates = Map.groupBy(
    await createRankingStore(tx).aggregatesOfSome(ids),
    (one) => one.applicationId as string,
  )
  const scores = items.map(({ id, code, title }) => {
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
    }
  })
  return { items: scores, next }
}

async function readSheets(tx: Knex, viewer: Viewer, applicationId: string): Promise<ShownSheets> {
  const named = viewer.role !== null && viewer.role !== 'ALLIANCE_LEAD' && viewer.role !== 'NETWORK_MEMBER'
  const { rows } = await tx.raw<{ rows: SheetRow[] }>(SHEETS, { applicationId, viewer: viewer.personId })
  const sheets = [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    evaluator: named ? (lines[0]?.evaluator ?? null) : null,
    scores: lines.map(({ criterionId, centipoints, reason }) => ({ criterionId, centipoints, reason })),
  }))
  return { sheets, ofOthers: rows.some((row) => row.personId !== viewer.personId) }
}
