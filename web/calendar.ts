import { z } from 'zod'
import { calendarFeed } from '../use-cases/network/calendar-feed.ts'
import type { PageRoute } from './page.ts'
import { receipt } from './page.ts'

const made = z.object({ address: z.string() })

/** The private address at which one's calendar reads terms and meetings of the function acted in: made, made anew, ended. */
export const calendarPages: readonly PageRoute[] = [
  {
    path: '/calendar',
    who: 'SIGNED_IN',
    read: async ({ parts, actor }) => ({
      title: 'Scadenze nel calendario',
      template: 'calendar',
      view: await parts.look(actor, calendarFeed, {}),
    }),
    acts: [
      {
        name: 'make',
        operation: 'POST /api/calendar-feed',
        fields: {},
        done: ({ path }, answer) => ({
          to: path,
          receipt: receipt(
            `Indirizzo creato. Copialo ora nel tuo calendario, qui non si vedrà più: ${made.parse(answer).address}`,
          ),
        }),
      },
      {
        name: 'revoke',
        operation: 'DELETE /api/calendar-feed',
        fields: {},
        done: ({ path }) => ({ to: path, receipt: receipt('Indirizzo revocato: non vale più.') }),
      },
    ],
  },
]
