import { z } from 'zod'
import { EVALUATOR_ROLES } from '../domain/evaluation/expert.ts'
import { BusinessError, found } from '../domain/shared/errors.ts'
import { noteSheetReading } from '../use-cases/evaluation/note-sheet-reading.ts'
import { instant } from './answers.ts'
import { panelFilters } from './evaluation.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Valutazione e graduatoria'
const id = z.string().max(40)
const ofCall = z.object({ callId: id })

/** By what own sheets are filtered. */
export const sheetFilters = { status: z.enum(['REQUESTED', 'SCORED']), text: textFilter }

const scores = z.object({
  applicationId: z.string(),
  code: z.string(),
  title: z.string(),
  total: z.string().nullable().describe('Punti, con la virgola'),
  byCriterion: z.array(z.object({ criterionId: z.string(), points: z.string() })),
})
const sheets = z.array(
  z.object({
    evaluator: z.string().nullable(),
    scores: z.array(z.object({ criterionId: z.string(), centipoints: z.int(), reason: z.string() })),
  }),
)

/** Sheets and scores of a call's applications: one's own, and those of others once they are open (art. 5, 6). */
export const sheetRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/scores',
    summary: 'I punteggi dei progetti che chi è collegato può vedere',
    tag,
    who: 'SIGNED_IN',
    params: ofCall,
    query: listQuery(panelFilters),
    answer: pageAnswer(scores),
    handle: async ({ reads, run, actor, params, query }) => {
      const page = await reads.rankings.scores(actor, params.callId, query)
      if (!page.read && page.items.some(({ total }) => total !== null)) await run(noteSheetReading, params)
      return page
    },
  }),
  route({
    method: 'get',
    path: '/api/applications/{applicationId}/scores',
    summary: 'I punteggi di un progetto con le schede di chi li ha dati e le motivazioni',
    tag,
    who: 'SIGNED_IN',
    params: z.object({ applicationId: id }),
    answer: scores.extend({ sheets }),
    handle: async ({ reads, run, actor, now, params: { applicationId } }) => {
      const read = await reads.rankings.sheets(actor, { applicationId, now, others: 'OPEN' })
      const shown = found('APPLICATION', applicationId, read)
      if (!shown.read && (shown.ofOthers || shown.total !== null))
        await run(noteSheetReading, { callId: shown.callId })
      return shown
    },
  }),
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/scores/reading',
    decides: { nothing: 'it notes that somebody reads' },
    summary:
      'Segna che chi è collegato legge le schede di altri: da qui non valuta più in quell’avviso (art. 5, 6)',
    tag,
    who: ['COMMITTEE_MEMBER', 'PROCESS_OWNER'],
    params: z.object({ applicationId: id }),
    answer: z.object({ callId: z.string() }),
    handle: async ({ reads, run, actor, now, params: { applicationId } }) => {
      const read = await reads.rankings.sheets(actor, { applicationId, now, others: 'ONCE_READ' })
      const { open, callId } = found('APPLICATION', applicationId, read)
      if (!open) throw new BusinessError('SHEETS_NOT_OPEN')
      await run(noteSheetReading, { callId })
      return { callId }
    },
  }),
  route({
    method: 'get',
    path: '/api/calls/{callId}/my-sheets',
    summary: 'Le proprie schede in un avviso, con quante sono a che punto (art. 6)',
    tag,
    who: EVALUATOR_ROLES,
    params: ofCall,
    query: listQuery(sheetFilters),
    answer: z.object({
      sheets: pageAnswer(
        z.object({
          id: z.string(),
          status: sheetFilters.status,
          applicationId: z.string(),
          code: z.string(),
          title: z.string(),
          taskId: z.string().nullable(),
          dueAt: instant.nullable(),
          savedAt: instant.nullable().describe('Quando ne è salvata la bozza'),
          scoredAt: instant.nullable(),
          centipoints: z.int().nullable().describe('La somma dei punti, una volta consegnata'),
        }),
      ),
      progress: z.object({ toScore: z.int(), drafts: z.int(), done: z.int() }),
    }),
    handle: ({ reads, actor, params, query }) => reads.sheets.ofCall(actor, params.callId, query),
  }),
]
