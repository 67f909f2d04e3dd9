import { z } from 'zod'
import { SOFT_REASONS } from '../domain/evaluation/soft-reasons.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { choice, text } from './forms/fields.ts'
import type { PageAct, PageContext, PageRoute } from './page.ts'
import { holds, param, receipt } from './page.ts'

const TOLD =
  'Conflitto segnalato: decide chi non l’ha segnalato e non ne è interessato (DPR 62/2013, art. 7). Chi lo segnala di sé resta fuori già da ora.'
const FLAGGED =
  'Conflitto segnalato sul progetto: la graduatoria è già adottata e non cambia; la persona non decide più nulla di quel progetto.'
const answerSchema = z.object({ lateConflictId: z.string().nullable() })

const tellAct: PageAct = {
  name: 'tell',
  operation: 'POST /api/calls/{callId}/late-conflicts',
  params: (context) => ({ callId: param(context, 'id') }),
  fields: { application: choice, personId: choice, reason: choice, explanation: text },
  done: ({ path }, answer) => ({
    to: path.replace(/\/late-conflict$/, ''),
    receipt: receipt(answerSchema.parse(answer).lateConflictId === null ? FLAGGED : TOLD),
  }),
}

const reasons = Object.entries(SOFT_REASONS).map(([value, { label }]) => ({ value, label }))

/* Those who evaluate the project that the address names, for the process owner: everybody else tells of oneself. */
async function evaluators(context: PageContext, callId: string) {
  const { parts, actor, now, query } = context
  const code = query['application']
  if (code === undefined || !holds(actor, 'PROCESS_OWNER')) return null
  const on = localDateOf(now)
  const overview = await parts.reads.evaluation.overview(actor, callId, { text: code, on })
  const panel = overview?.panels.items.find((one) => one.code === code)
  return (
    panel?.evaluators.map(({ personId, displayName }) => ({ value: personId, label: displayName })) ?? null
  )
}

/** Where anybody tells a conflict of interest that came out late: of oneself, whatever the function, or, as process owner, of who
 * evaluates a project (art. 5; DPR 62/2013 art. 7). */
export const lateConflictPages: readonly PageRoute[] = [
  {
    path: '/calls/:id/late-conflict',
    who: 'SIGNED_IN',
    asks: ['application'],
    async read(context) {
      const { parts, actor, query } = context
      const call = await parts.reads.calls.find(actor, param(context, 'id'))
      if (call === null) return null
      return {
        title: 'Segnala un conflitto di interesse',
        template: 'late-conflict',
        view: {
          call: { id: call.id, title: call.title },
          application: query['application'] ?? '',
          people: await evaluators(context, call.id),
          reasons,
          open: call.status === 'CLOSED',
        },
      }
    },
    acts: [tellAct],
  },
]
