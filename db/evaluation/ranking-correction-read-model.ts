import type { Knex } from 'knex'
import type { RankingCorrectionStatus } from '../../domain/evaluation/lifecycle.ts'
import type { CorrectedDatum, RankingCorrectionKind } from '../../domain/evaluation/ranking-input.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** An act as a correction names it: "Determinazione", "12", the day. */
interface NamedAct {
  type: string
  number: string
  organ: string
  adoptedOn: LocalDate
}

/** A correction of a ranking, with the annulled one and the one in its place: anybody reads it once it is in force; the office before. */
export interface ShownRankingCorrection {
  id: string
  status: RankingCorrectionStatus
  kind: RankingCorrectionKind
  code: string
  title: string
  datum: CorrectedDatum['datum']
  /** The cost that was ranked, and the one in its place; null where the admission was annulled. */
  rankedCostCents: number
  eligibleCostCents: number | null
  rule: string
  wrong: string
  interest: string
  observations: string | null
  heardUntil: LocalDate
  proposedAt: Date
  withdrawalReason: string | null
  /** The ranking that it corrects, with its act. */
  rankingId: string
  sealSha256: string
  annulledAct: NamedAct | null
  /** By which it is in force; null until then. */
  act: NamedAct | null
}

const named = (a: string) =>
  `case when ${a}.proposal_id is not null then jsonb_build_object('type', ${a}.type, 'number', ${a}.number, 'organ', ${a}.organ, 'adoptedOn', ${a}.adopted_on) end`

const CORRECTIONS = `
select k.id, k.status, k.kind, a.code, a.title, k.datum, k.ranked_cost_cents as "rankedCostCents", k.eligible_cost_cents as "eligibleCostCents", k.rule, k.wrong, k.interest, k.observations,
    k.heard_until as "heardUntil", k.proposed_at as "proposedAt", k.withdrawal_reason as "withdrawalReason", k.ranking_id as "rankingId",
    r.seal_sha256 as "sealSha256", ${named('old')} as "annulledAct", ${named('x')} as act
  from ranking_corrections k
  join rankings r on r.id = k.ranking_id
  join published_entries a on a.application_id = k.application_id
  left join act_proposals o on o.kind = 'RANKING_APPROVAL' and o.subject_id = k.ranking_id and o.status = 'EFFECTIVE'
  left join acts old on old.proposal_id = o.id
  left join act_proposals p on p.kind = 'RANKING_APPROVAL' and p.subject_id = k.successor_id and p.status = 'EFFECTIVE'
  left join acts x on x.proposal_id = p.id
 where k.call_id = :callId`

/** All that are in force on a call, the first first. */
export async function readCorrectionsInForce(tx: Knex, callId: string): Promise<ShownRankingCorrection[]> {
  const { rows } = await tx.raw<{ rows: ShownRankingCorrection[] }>(
    `${CORRECTIONS} and k.status = 'IN_FORCE' order by k.proposed_at, k.id`,
    { callId },
  )
  return rows
}

/** Corrections of adopted rankings (L. 241/1990 art. 21-nonies). */
export function createRankingCorrectionReadModel(asViewer: AsViewer) {
  return {
    /** A page of a call's, the newest first. */
    ofCall: (viewer: Viewer, callId: string, page: PageAsked = {}): Promise<Page<ShownRankingCorrection>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['ranking corrections', callId],
            rows: CORRECTIONS,
            values: { callId },
            order: { '"proposedAt"': 'instant', id: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),
  }
}
