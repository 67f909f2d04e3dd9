import { sheetFilters } from '../api/sheets.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { callRules } from '../domain/call/configuration.ts'
import { EVALUATOR_ROLES } from '../domain/evaluation/expert.ts'
import { titleOf } from '../words/codes.ts'
import { formatInstant, formatPoints } from '../words/formats.ts'
import { savedWords } from './draft-view.ts'
import { dueView } from './due.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { param, receipt, together } from './page.ts'
import { askedOf, partOf, shownList } from './paging.ts'
import { draftWords } from './score-sheet.ts'

const sheets = shownList('sheets', sheetFilters, {
  status: ['Stato', (status) => titleOf('sheet', status as never)],
  text: ['Codice o titolo'],
})

/** The desk of whoever evaluates in a call, and the sheets of one application (art. 5, 6). */
export const scoringPages: readonly PageRoute[] = [
  {
    path: '/calls/:id/scoring',
    who: EVALUATOR_ROLES,
    asks: sheets.names,
    async read(context) {
      const view = await together(context, deskView)
      return view && { title: 'Le tue schede', template: 'scoring', view }
    },
  },
  {
    path: '/applications/:id/sheets',
    who: [...EVALUATOR_ROLES, 'PROCESS_OWNER'],
    async read(context) {
      const view = await together(context, sheetsView)
      return view && { title: `Schede: ${view.code}`, template: 'application-sheets', view }
    },
    acts: [
      {
        name: 'read',
        operation: 'POST /api/applications/{applicationId}/scores/reading',
        params: (context) => ({ applicationId: param(context, 'id') }),
        done: ({ path }) => ({ to: path, receipt: receipt('Ora leggi le schede di tutti.') }),
      },
    ],
  },
]

type Rules = ReturnType<typeof callRules>['evaluation']

async function deskView(context: ReadingContext) {
  const { parts, actor, now } = context
  const id = param(context, 'id')
  const { call, own } = await atOnce({
    call: parts.reads.calls.find(actor, id),
    own: parts.reads.sheets.ofCall(actor, id, askedOf(context, sheets)),
  })
  if (call === null) return null
  const { evaluation } = callRules(call.configuration)
  const items = own.sheets.items.map((one) => ({
    ...one,
    due: one.status === 'REQUESTED' ? dueView(one.dueAt, now) : null,
    ...standingOf(one, evaluation, now),
  }))
  return {
    callId: call.id,
    callTitle: call.title,
    ...own.progress,
    threshold: evaluation.thresholdCentipoints,
    most: evaluation.maxCentipoints,
    minima: evaluation.criteria.filter((one) => one.minCentipoints !== null),
    list: partOf(context, sheets, { ...own.sheets, items }),
  }
}

type Own = Awaited<
  ReturnType<ReadingContext['parts']['reads']['sheets']['ofCall']>
>['sheets']['items'][number]

/* How far a sheet is, in words; of one that is handed in, whether it reaches the threshold. */
function standingOf({ status, typed, savedAt, scoredAt, centipoints }: Own, rules: Rules, now: Date) {
  if (status === 'SCORED' && scoredAt !== null) {
    const below = (centipoints ?? 0) < rules.thresholdCentipoints
    return {
      standing: `Consegnata il ${formatInstant(scoredAt)}`,
      far: `${formatPoints(centipoints ?? 0)} punti, ${below ? 'sotto la soglia' : 'la soglia è raggiunta'}`,
    }
  }
  if (savedAt === null) return { standing: 'Da valutare', far: null }
  return { standing: savedWords(savedAt, now), far: draftWords(typed, rules) }
}

/* Those of others stand on the page of whoever has said to read them: from then on one scores no more in that call. */
async function sheetsView(context: ReadingContext) {
  const { parts, actor, now } = context
  const applicationId = param(context, 'id')
  const found = await parts.reads.rankings.sheets(actor, { applicationId, now, others: 'ONCE_READ' })
  const call = found && (await parts.reads.calls.find(actor, found.callId))
  if (found === null || call === null) return null
  const { criteria } = callRules(call.configuration).evaluation
  return {
    ...{ applicationId, callId: call.id, callTitle: call.title, code: found.code, title: found.title },
    opens: found.open && !found.read,
    closed: !found.open,
    total: found.ofOthers ? found.total : null,
    sheets: found.sheets.map((sheet) => sheetView(sheet, criteria)),
  }
}

type Sheet = NonNullable<
  Awaited<ReturnType<ReadingContext['parts']['reads']['rankings']['sheets']>>
>['sheets'][number]

const sheetView = ({ evaluator, scores }: Sheet, criteria: Rules['criteria']) => ({
  evaluator,
  total: scores.reduce((sum, { centipoints }) => sum + centipoints, 0),
  scores: scores.map(({ criterionId, centipoints, reason }) => ({
    ...{ centipoints, reason },
    label: criteria.find(({ id }) => id === criterionId)?.label ?? criterionId,
  })),
})
