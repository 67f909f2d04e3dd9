import { ownPath } from './own-path.ts'
import type { PageRoute } from './page.ts'
import { receipt } from './page.ts'
import { choice } from './forms/fields.ts'
import { addCalendarDays } from '../domain/shared/terms.ts'
import { formatInstant } from '../words/formats.ts'

const HOUR_MS = 3_600_000

/* A day later is the same hour in Rome, across daylight saving. */
const stepsFrom = (now: Date) => [
  { text: '1 ora', to: new Date(now.getTime() + HOUR_MS) },
  { text: '2 ore', to: new Date(now.getTime() + 2 * HOUR_MS) },
  { text: '1 giorno', to: addCalendarDays(now, 1) },
  { text: '7 giorni', to: addCalendarDays(now, 7) },
]

/** Only in the demo: moving its clock on to the next term, once somebody has seen which, or by hours and days; and letting the
 * Region answer a plan, which else it does not. */
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
        view: {
          ...{ now, back, steps: stepsFrom(now) },
          term: await parts.reads.terms.nextAfter(now),
          plans: (await parts.regionOffice?.waiting()) ?? [],
        },
      }
    },
    acts: [
      {
        name: 'validate',
        operation: 'POST /api/demo/region/{receiptNumber}/outcome',
        params: ({ query }) => ({ receiptNumber: query['of'] ?? '' }),
        done: () => ({ to: '/clock', receipt: receipt('La Regione risponde: l’esito arriva fra poco.') }),
      },
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
