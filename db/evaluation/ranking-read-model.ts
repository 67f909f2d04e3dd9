import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import { fraction, pointsOf } from '../../domain/shared/fraction.ts'
import type { Fraction } from '../../domain/shared/fraction.ts'
import { createRankingStore } from './ranking-store.ts'
import type { RankingSeal, RankingStage } from '../../domain/evaluation/ranking-input.ts'
import { callRules } from '../../domain/call/configuration.ts'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { readAdmitted } from './admitted.ts'
import type { AdmittedApplication } from './admitted.ts'
import { readAct, readAllRows, readRows } from './ranking-rows.ts'
import type { RankingAct, RankingAsked, RankingRow } from './ranking-rows.ts'
import { readCorrectionsInForce } from './ranking-correction-read-model.ts'
import type { ShownRankingCorrection } from './ranking-correction-read-model.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import { ledBy } from '../platform/viewer.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface ScoresAsked extends PageAsked {
  text?: string | undefined
}
interface RankingView {
  callId: string
  publishedAt: Date | null
  stage: RankingStage
  /** That approves it; null until it is adopted. */
  act: RankingAct | null
  sealSha256: string
  rows: Page<RankingRow>
}

/** The adopted ranking of a call with every outcome, as anybody may have it. */
export interface PublishedRanking {
  callId: string
  callTitle: string
  configuration: CallConfiguration
  publishedAt: Date
  act: RankingAct | null
  sealSha256: string
  rows: RankingRow[]
  /** The rankings that were annulled before it, each with what was corrected. */
  corrections: ShownRankingCorrection[]
}

/* A sheet's points with their reasons; who gave them is told to the office and to the committee only. */
interface SheetView {
  evaluator: string | null
  scores: { criterionId: string; centipoints: number; reason: string }[]
}
/* `ofOthers`: some of them are not the viewer's own. `open`: those of others may be read; `read`: that was noted of the viewer before,
   or need not be, since the outcome is published. */
interface ShownSheets {
  sheets: SheetView[]
  ofOthers: boolean
  open: boolean
  read: boolean
}
interface SheetsAsked {
  applicationId: string
  /** Legal time: the item of the ranking opens when its meeting begins. */
  now: Date
  /** Those of others as soon as they may be read, or once it is noted that the viewer reads them. */
  others: 'OPEN' | 'ONCE_READ'
}
/* `read`: as of sheets. */
type ScoresPage = Page<ApplicationScores> & Pick<ShownSheets, 'read'>
interface ApplicationScores {
  applicationId: string
  code: string
  title: string
  /** Points as decimal text with a point; null until they are aggregated. */
  total: string | null
  byCriterion: { criterionId: string; points: string }[]
}

const PUBLISHED_AT = 'select outcome_published_at as "publishedAt" from calls where id = :callId'

/** Scores and ranking: before publication behind the wall, afterwards as the law opens it (art. 5; D.Lgs. 33/2013). */
export function createRankingReadModel(asViewer: AsViewer) {
  return {
    /** Null while there is none, and for whoever may not see it yet. */
    ranking: (viewer: Viewer, callId: string, asked: RankingAsked = {}): Promise<RankingView | null> =>
      asViewer(viewer, async (tx) => {
        const { ranking, call } = await atOnce({
          ranking: createRankingStore(tx).rankingOf(callId),
          call: tx.raw<{ rows: { publishedAt: Date | null }[] }>(PUBLISHED_AT, { callId }),
        })
        if (ranking === null) return null
        const publishedAt = call.rows[0]?.publishedAt ?? null
        const published = publishedAt !== null
        const { rows, act } = await atOnce({
          rows: readRows(tx, { of: ranking.id, published }, asked),
          act: readAct(tx, ranking.id),
        })
        const stage = ranking.provisionalId === null ? 'PROVISIONAL' : 'DEFINITIVE'
        return { callId, publishedAt, stage, act, sealSha256: ranking.sealSha256, rows }
      }),

    /** The whole of it; null until the outcome is published, to whomever (D.Lgs. 33/2013 art. 26). */
    published: (viewer: Viewer, callId: string): Promise<PublishedRanking | null> =>
      asViewer(viewer, async (tx) => {
        const { ranking, call } = await atOnce({
          ranking: createRankingStore(tx).adoptedRanking(callId),
          call: tx('calls').where('id', callId).first('title', 'configuration', 'outcome_published_at'),
        })
        const publishedAt = call?.outcome_published_at ?? null
        if (ranking === null || call === undefined || publishedAt === null) return null
        const { rows, act, corrections } = await atOnce({
          rows: readAllRows(tx, ranking.id),
          act: readAct(tx, ranking.id),
          corrections: readCorrectionsInForce(tx, callId),
        })
        const configuration = call.configuration as CallConfiguration
        const { sealSha256 } = ranking
        return {
          callId,
          callTitle: call.title,
          configuration,
          publishedAt,
          act,
          sealSha256,
          rows,
          corrections,
        }
      }),

    /** True where `ranking` would show one. */
    isShown: (viewer: Viewer, callId: string): Promise<boolean> =>
      asViewer(viewer, async (tx) => (await createRankingStore(tx).rankingOf(callId)) !== null),

    /** Of the ranking that stands, or of one that was annulled. */
    seal: (viewer: Viewer, callId: string, annulledId?: string): Promise<RankingSeal | null> =>
      asViewer(viewer, async (tx) => {
        const rankings = createRankingStore(tx)
        const ranking =
          annulledId === undefined
            ? await rankings.rankingOf(callId)
            : await rankings.annulledRanking(callId, annulledId)
        return ranking && rankings.sealOf(ranking.id)
      }),

    /** A page of a call's, by code. */
    scores: (viewer: Viewer, callId: string, asked: ScoresAsked = {}): Promise<ScoresPage> =>
      asViewer(viewer, async (tx) => {
        const { items, next } = await readAdmitted(tx, { ...asked, callId, ledBy: ledBy(viewer) })
        return { ...(await readScores(tx, { viewer, callId, of: items })), next }
      }),

    /** Those of one application with its sheets; null where it is not admitted, or not shown. */
    sheets: (
      viewer: Viewer,
      { applicationId, ...asked }: SheetsAsked,
    ): Promise<(ApplicationScores & ShownSheets & { callId: string }) | null> =>
      asViewer(viewer, async (tx) => {
        const application = await tx('applications')
          .where({ id: applicationId, status: 'ADMITTED' })
          .first('id', 'code', 'title', 'call_id')
        if (application === undefined) return null
        const callId = application.call_id
        const { found, sheets } = await atOnce({
          found: readScores(tx, { viewer, callId, of: [{ ...application, code: application.code ?? '' }] }),
          sheets: readSheets(tx, viewer, { applicationId, ...asked }),
        })
        const [scores] = found.items
        return scores === undefined ? null : { ...scores, callId, ...sheets }
      }),
  }
}

/* Whose sheets of others the wall opens; to the committee not before the item of the ranking opens, when its meeting begins. */
const READ = `c.outcome_published_at is not null
      or exists (select 1 from sheet_readings r where r.call_id = c.id and r.person_id = :viewer) as read`
const OPENING = `
  select coalesce((select o.opens_at is null or o.opens_at <= :now from open_sheets o where o.id = a.call_id), false) as open, ${READ}
  from applications a join calls c on c.id = a.call_id where a.id = :applicationId`
const SHEETS = `
  select s.id, s.person_id as "personId", p.display_name as evaluator, x.criterion as "criterionId", x.centipoints, x.reason
    from scorings s join scores x on x.scoring_id = s.id join persons p on p.id = s.person_id
   where s.application_id = :applicationId and s.status = 'SCORED' and (s.person_id = :viewer or :others)
   order by s.id, x.criterion`

type SheetRow = { id: string; personId: string; evaluator: string } & SheetView['scores'][number]

const RULES = `select c.configuration, ${READ} from calls c where c.id = :callId`

/* Of applications of one call. */
async function readScores(
  tx: Knex,
  { viewer, callId, of }: { viewer: Viewer; callId: string; of: readonly AdmittedApplication[] },
): Promise<Omit<ScoresPage, 'next'>> {
  const { found, call } = await atOnce({
    found: createRankingStore(tx).aggregatesOfSome(of.map(({ id }) => id)),
    call: tx.raw<{ rows: { configuration: CallConfiguration; read: boolean }[] }>(RULES, {
      ...{ callId, viewer: viewer.personId },
    }),
  })
  const [rules] = call.rows
  if (rules === undefined) return { items: [], read: false }
  const aggregates = Map.groupBy(found, (one) => one.applicationId as string)
  const minima = minimaOf(rules.configuration)
  const items = of.map(({ id, code, title }) => {
    const own = aggregates.get(id) ?? []
    const total = own.find((one) => one.criterionId === 'TOTAL')
    return {
      applicationId: id,
      code,
      title,
      total: total ? pointsOf(total.value, minima('TOTAL')) : null,
      byCriterion: own
        .filter((one) => one !== total)
        .map(({ criterionId, value }) => ({ criterionId, points: pointsOf(value, minima(criterionId)) })),
    }
  })
  return { items, read: rules.read }
}

/* What a score stands beside: the threshold of a total, the minimum of a criterion that has one. */
function minimaOf(configuration: CallConfiguration): (criterionId: string) => Fraction[] {
  const { criteria, thresholdCentipoints } = callRules(configuration).evaluation
  const least = new Map<string, number | null>(criteria.map((one) => [one.id, one.minCentipoints]))
  least.set('TOTAL', thresholdCentipoints)
  return (criterionId) => [least.get(criterionId) ?? []].flat().map((one) => fraction(one))
}

async function readSheets(
  tx: Knex,
  viewer: Viewer,
  { applicationId, now, others }: SheetsAsked,
): Promise<ShownSheets> {
  const { personId } = viewer
  const opening = await tx.raw<{ rows: Pick<ShownSheets, 'open' | 'read'>[] }>(OPENING, {
    ...{ applicationId, now, viewer: personId },
  })
  const { open, read } = opening.rows[0] ?? { open: false, read: false }
  const named = viewer.role !== null && viewer.role !== 'ALLIANCE_LEAD' && viewer.role !== 'NETWORK_MEMBER'
  const { rows } = await tx.raw<{ rows: SheetRow[] }>(SHEETS, {
    ...{ applicationId, viewer: personId, others: open && (others === 'OPEN' || read) },
  })
  const sheets = [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    evaluator: named ? (lines[0]?.evaluator ?? null) : null,
    scores: lines.map(({ criterionId, centipoints, reason }) => ({ criterionId, centipoints, reason })),
  }))
  return { sheets, ofOthers: rows.some((row) => row.personId !== personId), open, read }
}
