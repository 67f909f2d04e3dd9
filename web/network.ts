import type { PageRoute } from './page.ts'
import { localDateOf } from '../domain/shared/terms.ts'

/** The register of the network and the seats of its committee (art. 2, 5). */
export const networkPages: readonly PageRoute[] = [
  {
    path: '/network',
    who: 'SIGNED_IN',
    read: async ({ parts, actor, now }) => {
      const { categories, words } = await parts.reads.network.settings(actor)
      const seats = await parts.reads.network.seats(actor, localDateOf(now))
      return {
        title: 'Rete e Comitato',
        template: 'network',
        view: {
          committee: words.committee.value,
          members: await parts.reads.network.members(actor),
          seats: seats.map((seat) => ({
            ...seat,
            category: categories.find(({ code }) => code === seat.category)?.label,
            titular: seat.holders.find((holder) => holder.role === 'TITULAR')?.displayName ?? null,
            deputy: seat.holders.find((holder) => holder.role === 'DEPUTY')?.displayName ?? null,
          })),
        },
      }
    },
  },
]
