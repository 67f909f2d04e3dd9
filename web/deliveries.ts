import { deliveryFilters } from '../api/deliveries.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { confirmation, text as typedText } from './forms/fields.ts'
import type { ActContext, PageRoute, ReadingContext } from './page.ts'
import { receipt, together } from './page.ts'
import { readList, shownList } from './paging.ts'

const { kind, text } = deliveryFilters
const lists = {
  PARKED: shownList('parked', { kind, text }, { kind: ['Che cosa', 'delivery'], text: ['A chi o perché'] }),
  PENDING: shownList('retried', { kind, text }, { kind: ['Che cosa', 'delivery'], text: ['A chi o perché'] }),
  SENT: shownList('unreceived', { text }, {}),
}
const packages = shownList('packages', {}, {})

const inState = (context: ReadingContext, state: keyof typeof lists) =>
  readList(context, lists[state], (asked) =>
    context.parts.reads.deliveries.failed(context.actor, { ...asked, state }),
  )

const ofDelivery = ({ query }: ActContext) => ({ id: query['of'] ?? '' })
const back = (told: string) => () => ({ to: '/deliveries', receipt: receipt(told) })

/** What could not be sent, with its reason: a failed delivery is seen and told, sent again or discarded. */
export const deliveryPages: readonly PageRoute[] = [
  {
    path: '/deliveries',
    who: ['PROCESS_OWNER'],
    asks: [...Object.values(lists), packages].flatMap(({ names }) => names),
    read: async (context) => ({
      title: 'Invii non riusciti',
      template: 'deliveries',
      view: {
        held: await context.parts.reads.departures.held(),
        ...(await together(context, (reading) =>
          atOnce({
            parked: inState(reading, 'PARKED'),
            retried: inState(reading, 'PENDING'),
            unreceived: inState(reading, 'SENT'),
            packages: readList(reading, packages, (asked) =>
              reading.parts.reads.deliveries.unreceipted(reading.actor, asked),
            ),
          }),
        )),
      },
    }),
    acts: [
      {
        name: 'retry',
        operation: 'POST /api/deliveries/{id}/retry',
        params: ofDelivery,
        done: back('L’invio si ripete.'),
      },
      {
        name: 'discard',
        operation: 'POST /api/deliveries/{id}/discard',
        params: ofDelivery,
        fields: { reason: typedText },
        done: back('Invio scartato.'),
      },
      {
        name: 'release',
        operation: 'POST /api/deliveries/release',
        fields: { checked: confirmation('Conferma di avere verificato il database.') },
        done: back('Gli invii trattenuti possono partire.'),
      },
    ],
  },
]
