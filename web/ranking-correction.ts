import { CORRECTION_LENGTH } from '../api/ranking-corrections.ts'
import type { ShownRankingCorrection } from '../db/evaluation/ranking-correction-read-model.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { correctedText } from '../words/ranking-correction.ts'
import { optionsOf } from '../words/codes.ts'
import { choice, day, euro, text } from './forms/fields.ts'
import type { PageAct, PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const params: PageAct['params'] = (context) => ({ callId: param(context, 'id') })

/** The corrections of a ranking, as its page lists them. */
export const rankingCorrections = shownList('corrections', {}, {})

/** What was corrected of a call's ranking, and by which act; to its process owner also what is under way (L. 241/1990 art. 21-nonies). */
export async function rankingCorrectionsView(context: ReadingContext, callId: string) {
  const { parts, actor } = context
  const list = await readList(context, rankingCorrections, (asked) =>
    parts.reads.rankingCorrections.ofCall(actor, callId, asked),
  )
  return { ...list, items: list.items.map((one) => correctionView(one, holds(actor, 'PROCESS_OWNER'))) }
}

const correctionView = (one: ShownRankingCorrection, isOwner: boolean) => ({
  ...one,
  change: correctedText(
    one.eligibleCostCents === null
      ? { datum: 'ADMISSIBILITY' }
      : { datum: 'ELIGIBLE_COST', eligibleCostCents: one.eligibleCostCents },
    one,
  ),
  takesBack: isOwner && one.status === 'PROPOSED',
})

/** Taking a correction back, with the reason, beside it. */
export const withdrawRankingCorrectionAct: PageAct = {
  name: 'withdraw-correction',
  operation: 'POST /api/calls/{callId}/ranking/corrections/{rankingCorrectionId}/withdraw',
  params: (context) => ({
    callId: param(context, 'id'),
    rankingCorrectionId: context.query['of'] ?? '',
  }),
  fields: { reason: text },
  done: ({ path }) => ({
    to: `${path}#corrections-title`,
    receipt: receipt('Rettifica ritirata: la graduatoria resta com’è, e chi era avvisato lo sa.'),
  }),
}

const proposeAct: PageAct = {
  name: 'propose',
  operation: 'POST /api/calls/{callId}/ranking/corrections',
  params,
  fields: {
    ...{ kind: choice, application: choice, datum: choice, eligibleCostCents: euro },
    ...{ rule: text, wrong: text, interest: text, heardUntil: day, annullableUntil: day },
  },
  done: ({ path }) => ({
    to: `${path.replace(/\/correction$/, '')}#corrections-title`,
    receipt: receipt('Rettifica avviata: gli interessati sono avvisati. Nulla cambia fino al suo atto.'),
  }),
}

/** Where the process owner begins to annul an adopted ranking, or to mend a material error of it (L. 241/1990 art. 7, 21-nonies). */
export const rankingCorrectionPage: PageRoute = {
  path: '/calls/:id/ranking/correction',
  who: ['PROCESS_OWNER'],
  async read(context) {
    const id = param(context, 'id')
    const { call, ranking } = await together(context, ({ parts: { reads }, actor }) =>
      atOnce({ call: reads.calls.find(actor, id), ranking: reads.rankings.ranking(actor, id, { limit: 1 }) }),
    )
    return (
      call && {
        title: 'Annulla o rettifica la graduatoria',
        template: 'ranking-correction',
        view: {
          call: { id: call.id, title: call.title },
          isPublished: ranking !== null && ranking.publishedAt !== null,
          ...{ kinds: optionsOf('rankingCorrectionKind'), data: optionsOf('correctedDatum') },
          longest: CORRECTION_LENGTH,
        },
      }
    )
  },
  acts: [proposeAct],
}
