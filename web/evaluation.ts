import type { PageRoute } from './page.ts'
import { param } from './page.ts'
import { localDateOf } from '../domain/shared/terms.ts'

/** What a person is excluded from, and, for process owner and chair, who remains for each application (art. 5). */
export const evaluationPages: readonly PageRoute[] = [
  {
    path: '/exclusions',
    who: ['COMMITTEE_MEMBER'],
    read: async ({ parts, actor }) => ({
      title: 'Le mie esclusioni',
      template: 'exclusions',
      view: { exclusions: await parts.reads.evaluation.ownExclusions(actor) },
    }),
  },
  {
    path: '/calls/:id/evaluation',
    who: ['PROCESS_OWNER', 'COMMITTEE_MEMBER'],
    async read(context) {
      const { parts, actor, now } = context
      const today = localDateOf(now)
      const overview = await parts.reads.evaluation.overview(actor, param(context, 'id'), today)
      return overview && { title: 'Commissioni di valutazione', template: 'panels', view: overview }
    },
  },
]
