import { ownPath } from './own-path.ts'
import type { PageRoute } from './page.ts'
import { receipt } from './page.ts'
import { choice } from './forms/fields.ts'
import { formatInstant } from '../words/formats.ts'

/** Only in the demo: moving its clock on to the next term, once somebody has seen which. */
export const clockPages: readonly PageRoute[] = [
  {
    path: '/clock',
    who: 'SIGNED_IN',
    asks: ['back'],
    async read({ parts, now, query }) {
      if (!parts.clockMoves) return null
      const back = ownPath(query['back'])
      return {
        title: 'Sposta l’orologio',
        template: 'clock',
        view: { now, back, term: await parts.reads.terms.nextAfter(now) },
      }
    },
    acts: [
      {
        name: 'move',
        operation: 'POST /api/demo/clock',
        fields: { to: choice },
        done: ({ query }, answer) => ({
          to: ownPath(query['of']),
          receipt: receipt(`Ora della demo: ${formatInstant((answer as { now: string }).now)}.`),
        }),
      },
    ],
  },
]
