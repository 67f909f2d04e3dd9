import { loadCallDraft } from '../use-cases/call/load-call-draft.ts'
import { comparedRules } from '../words/compared-rules.ts'
import { toldRules } from '../words/told-rules.ts'
import type { PageContext, PageRoute } from './page.ts'
import { param } from './page.ts'

/** The call that opened last, in any cycle; null where there was none. */
export async function lastCall({ parts, actor }: PageContext) {
  const { items } = await parts.reads.calls.published(actor)
  return items[0] === undefined ? null : parts.reads.calls.find(actor, items[0].id)
}

/** What changes from the network's last call to the one that is being written, told as the notice tells it. */
export const callComparisonPage: PageRoute = {
  path: '/tasks/:id/call-comparison',
  who: ['PROCESS_OWNER'],
  async read(context) {
    const id = param(context, 'id')
    const { configuration } = await context.parts.look(context.actor, loadCallDraft, { id })
    const last = await lastCall(context)
    const told = last && configuration
    return {
      title: 'Che cosa cambia dall’ultimo avviso',
      template: 'call-comparison',
      view: {
        ...{ id, isWhole: configuration !== null },
        last: last && { id: last.id, title: last.title, cycleCode: last.cycleCode },
        parts: told
          ? comparedRules(toldRules(last.configuration, last.office), toldRules(configuration, last.office))
          : [],
      },
    }
  },
}
