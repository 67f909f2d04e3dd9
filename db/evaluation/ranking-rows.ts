import type { Knex } from 'knex'
import type { StandingOutcome } from '../../domain/evaluation/cut-grant.ts'
import type { MissedMinimum } from '../../domain/evaluation/scoring.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { applicationOf } from '../call/application-of.ts'
import { contains, readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'

/** A line of a ranking as people read it: points as decimal text with a point, the grant in cents. */
export interface RankingRow {
  position: number | null
  code: string
  title: string
  leadName: string
  leadTaxCode: string
  points: string | null
  missed: MissedMinimum[]
  tieBreak: string | null
  outcome: StandingOutcome
  /** Why it was not admitted, as its decision and the act say; null where the committee did not confirm it, and for all others. */
  refusal: string | null
  grantCents: number
}

export interface RankingAsked extends PageAsked {
  outcome?: StandingOutcome | undefined
  text?: string | undefined
}

/** What an adopted act on a ranking is named by, with its publication. */
export interface RankingAct {
  type: string
  number: string
  organ: string
  adoptedOn: LocalDate
  publishedOn: LocalDate | null
  publicationNumber: string | null
}

const RESERVED = `
select e.position, a.code, a.title, b.name as lead_name, b.tax_code as lead_tax_code, e.points, e.missed_minima, e.tie_break, e.outcome,
       e.grant_cents, e.place, e.below,
       (select d.reasons from admissibility_decisions d where d.application_id = e.application_id and d.outcome = 'NOT_ADMITTED') as refusal
  from ranking_entries e ${applicationOf('e.application_id')} join bodies b on b.id = a.lead_body_id
 where e.ranking_id = :of`
const PUBLISHED = 'select * from published_entries where ranking_id = :of'

const selected = (source: string, keys: string) => `
select position, code, title, lead_name as "leadName", lead_tax_code as "leadTaxCode", points, missed_minima as missed,
       tie_break as "tieBreak", outcome, grant_cents as "grantCents", refusal ${keys}
  from (${source}) entry where true`

/** A page of the lines of a ranking, in its order. */
export const readRows = (
  tx: Knex,
  { of, published }: { of: string; published: boolean },
  { outcome, text, ...page }: RankingAsked,
): Promise<Page<RankingRow>> =>
  readPage(
    tx,
    {
      about: ['ranking', of],
      rows: selected(published ? PUBLISHED : RESERVED, ', place, below'),
      values: { of },
      filters: {
        outcome: ['outcome = :outcome', outcome],
        text: [contains('code', 'title', 'lead_name'), text],
      },
      order: { place: 'number', below: 'number', code: 'text' },
    },
    page,
  )

/** All lines of a published ranking. */
export async function readAllRows(tx: Knex, of: string): Promise<RankingRow[]> {
  const { rows } = await tx.raw<{ rows: RankingRow[] }>(
    `${selected(PUBLISHED, '')} order by place, below, code`,
    { of },
  )
  return rows
}

const ACT = `
select a.type, a.number, a.organ, a.adopted_on as "adoptedOn", a.published_on as "publishedOn",
       a.publication_number as "publicationNumber"
  from act_proposals p join acts a on a.proposal_id = p.id
 where p.kind = 'RANKING_APPROVAL' and p.subject_id = :rankingId`

/** The act adopted on a ranking; null while there is none. */
export async function readAct(tx: Knex, rankingId: string): Promise<RankingAct | null> {
  const { rows } = await tx.raw<{ rows: RankingAct[] }>(ACT, { rankingId })
  return rows[0] ?? null
}
