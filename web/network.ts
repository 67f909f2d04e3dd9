import { memberFilters } from '../api/network.ts'
import { readList, shownList } from './paging.ts'
import type { PageRoute } from './page.ts'
import { holds, param } from './page.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const members = shownList('members', memberFilters, { text: ['Nome o codice fiscale'] })

/** The register of the network and the seats of its committee (art. 2, 5). */
export const networkPages: readonly PageRoute[] = [
  {
    path: '/network',
    who: 'SIGNED_IN',
    asks: members.names,
    read: async ({ parts, actor, now, path, query }) => {
      const { categories, words } = await parts.reads.network.settings(actor)
      const seats = await parts.reads.network.seats(actor, localDateOf(now))
      return {
        title: 'Rete e Comitato',
        template: 'network',
        view: {
          committee: words.committee.value,
          keeps: holds(actor, 'PROCESS_OWNER'),
          own: `/network/people/${actor.personId}`,
          members: await readList({ path, query }, members, (asked) =>
            parts.reads.network.members(actor, asked),
          ),
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
  {
    path: '/network/seats/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const { parts, actor, now } = context
      const seat = await parts.reads.network.seat(actor, param(context, 'id'))
      if (seat === null) return null
      const { categories } = await parts.reads.network.settings(actor)
      const today = localDateOf(now)
      return {
        title: `Seggio di ${seat.bodyName}`,
        template: 'seat',
        view: {
          ...seat,
          category: categories.find(({ code }) => code === seat.category)?.label ?? seat.category,
          keeps: holds(actor, 'PROCESS_OWNER'),
          holders: seat.holders.map((one) => ({
            ...one,
            inForce: one.from <= today && (one.until === null || one.until >= today),
          })),
        },
      }
    },
  },
]
