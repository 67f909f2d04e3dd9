import { atOnce } from '../domain/shared/at-once.ts'
import { callRules } from '../domain/call/configuration.ts'
import { rankingFilters } from '../api/ranking.ts'
import { NOT_CONFIRMED } from '../procedures/evaluation/refusal-reasons.ts'
import { entryNotes } from '../words/call-rules.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, param, together } from './page.ts'
import { askedOf, partOf, shownList } from './paging.ts'
import {
  rankingCorrections,
  rankingCorrectionsView,
  withdrawRankingCorrectionAct,
} from './ranking-correction.ts'
import { unprovedOutcomes, unprovedView } from './unproved-outcomes.ts'

const lines = shownList('ranking', rankingFilters, {
  outcome: ['Esito', 'outcome'],
  text: ['Codice, titolo o capofila'],
})

/** The ranking of a call with every outcome: reserved until it is published, then anybody's (D.Lgs. 33/2013 art. 26). */
export const rankingPage: PageRoute = {
  path: '/calls/:id/ranking',
  who: 'ANYONE',
  asks: [...lines.names, ...rankingCorrections.names, ...unprovedOutcomes.names],
  async read(context) {
    const view = await together(context, rankingView)
    return view && { title: `Graduatoria: ${view.call.title}`, template: 'ranking', view }
  },
  acts: [withdrawRankingCorrectionAct],
}

async function rankingView(context: ReadingContext) {
  const { parts, actor } = context
  const id = param(context, 'id')
  const { call, ranking, corrections, unproved } = await atOnce({
    call: parts.reads.calls.find(actor, id),
    ranking: parts.reads.rankings.ranking(actor, id, askedOf(context, lines)),
    corrections: rankingCorrectionsView(context, id),
    unproved: unprovedView(context, id),
  })
  if (!call || !ranking) return null
  const corrects =
    holds(actor, 'PROCESS_OWNER') &&
    ranking.publishedAt !== null &&
    corrections.items.every(({ status }) => status !== 'PROPOSED')
  const rules = callRules(call.configuration).evaluation
  const { criteria, thresholdCentipoints, maxCentipoints } = rules
  const items = ranking.rows.items.map((row) => ({
    ...row,
    notes: row.outcome === 'NOT_ADMITTED' ? [row.refusal ?? NOT_CONFIRMED] : entryNotes(row, criteria),
  }))
  return {
    ...{ call, ranking, corrections, unproved, thresholdCentipoints, maxCentipoints },
    corrects,
    showsCorrections: corrects || corrections.items.length > 0,
    followsAnswers: rules.partialFunding && ranking.publishedAt !== null,
    minima: criteria.filter((one) => one.minCentipoints !== null),
    rows: partOf(context, lines, { ...ranking.rows, items }),
  }
}
