import { z } from 'zod'
import { SOFT_REASONS } from '../domain/evaluation/soft-reasons.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { titleOf } from '../words/codes.ts'
import { choice, text } from './forms/fields.ts'
import type { PageAct, PageContext, PageRoute } from './page.ts'
import { holds, param, receipt } from './page.ts'

const TOLD =
  'Conflitto segnalato: decide chi non l’ha segnalato e non ne è interessato (DPR 62/2013, art. 7). Chi lo segnala di sé resta fuori già da ora.'
const FLAGGED =
  'Conflitto registrato sul progetto: la graduatoria, già votata o adottata, non cambia; la persona non decide più nulla di quel progetto.'
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

/* Those whose conflict the process owner may tell: who decides for an office or in the committee, experts who score; everybody else
   tells of oneself. */
async function people({ parts, actor, now }: PageContext) {
  if (!holds(actor, 'PROCESS_OWNER')) return null
  const deciding = await parts.reads.network.deciding(actor, localDateOf(now))
  return deciding.map(({ id, displayName, roles }) => ({
    ...{ value: id, label: `${displayName} · ${roles.map((role) => titleOf('role', role)).join(', ')}` },
  }))
}

/** Where anybody tells a conflict of interest that came out late: of oneself, whatever the function, or, as process owner, of who
 * decides something of a project: evaluators, officers, finance (art. 5; DPR 62/2013 art. 7). */
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
          people: await people(context),
          reasons,
          open: call.status === 'CLOSED',
        },
      }
    },
    acts: [tellAct],
  },
]
