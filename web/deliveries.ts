import type { PageRoute } from './page.ts'

/** What could not be sent, with its reason: a failed delivery is seen and told. */
export const deliveryPages: readonly PageRoute[] = [
  {
    path: '/deliveries',
    who: ['PROCESS_OWNER'],
    read: async ({ parts, actor }) => ({
      title: 'Invii non riusciti',
      template: 'deliveries',
      view: await parts.reads.deliveries.failed(actor),
      modules: ['deliveries'],
    }),
  },
]
