import { memberFilters } from '../api/network.ts'
import { readList, shownList } from './paging.ts'
import type { PageRoute } from './page.ts'
import { holds, param, receipt } from './page.ts'
import { choice, text } from './forms/fields.ts'
import { wordOf } from '../words/codes.ts'
import { linkKindSchema } from '../domain/network/network.ts'
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
  {
    path: '/network/bodies/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const { parts, actor } = context
      const body = await parts.reads.network.registeredBody(actor, param(context, 'id'))
      if (body === null) return null
      const kinds = linkKindSchema.options.map((value) => ({ value, label: wordOf('linkFrom', value) }))
      return {
        title: body.name,
        template: 'body',
        view: {
          ...body,
          links: body.links.map(({ direction, bodyName, ...link }) => ({
            ...link,
            from: direction === 'OUT' ? body.name : bodyName,
            to: direction === 'OUT' ? bodyName : body.name,
          })),
          kinds: holds(actor, 'PROCESS_OWNER') ? kinds : null,
        },
      }
    },
    acts: [
      {
        name: 'address',
        operation: 'POST /api/network/bodies/{bodyId}/address',
        params: (context) => ({ bodyId: param(context, 'id') }),
        fields: { address: text, reason: text },
        done: ({ path }) => ({ to: path, receipt: receipt('Sede scritta nel registro.') }),
      },
      {
        name: 'link',
        operation: 'POST /api/network/bodies/{bodyId}/links',
        params: (context) => ({ bodyId: param(context, 'id') }),
        fields: { kind: choice, body: text, act: text, reason: text, confirmed: choice },
        done: ({ path }) => ({
          to: path,
          receipt: receipt('Legame registrato: gli enti ne ricevono notizia.'),
        }),
      },
    ],
  },
]
