import { deliveryFilters } from '../api/deliveries.ts'
import type { PageContext, PageRoute } from './page.ts'
import { readList, shownList } from './paging.ts'

const { kind, text } = deliveryFilters
const lists = {
  PARKED: shownList('parked', { kind, text }, { kind: ['Che cosa', 'delivery'], text: ['A chi o perché'] }),
  PENDING: shownList('retried', { kind, text }, { kind: ['Che cosa', 'delivery'], text: ['A chi o perché'] }),
  SENT: shownList('unreceived', { text }, {}),
}

const inState = (context: PageContext, state: keyof typeof lists) =>
  readList(context, lists[state], (asked) =>
    context.parts.reads.deliveries.failed(context.actor, { ...asked, state }),
  )

/** What could not be sent, with its reason: a failed delivery is seen and told. */
export const deliveryPages: readonly PageRoute[] = [
  {
    path: '/deliveries',
    who: ['PROCESS_OWNER'],
    asks: Object.values(lists).flatMap(({ names }) => names),
    read: async (context) => ({
      title: 'Invii non riusciti',
      template: 'deliveries',
      view: {
        held: await context.parts.reads.deliveries.held(),
        parked: await inState(context, 'PARKED'),
        retried: await inState(context, 'PENDING'),
        unreceived: await inState(context, 'SENT'),
      },
      modules: ['deliveries'],
    }),
  },
]
