import { atOnce } from '../domain/shared/at-once.ts'
import { memberFilters } from '../api/network.ts'
import { readList, shownList } from './paging.ts'
import type { PageRoute, ReadingContext } from './page.ts'
import { holds, param, receipt, together } from './page.ts'
import { choice, text } from './forms/fields.ts'
import { wordOf } from '../words/codes.ts'
import { linkKindSchema } from '../domain/network/network.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const members = shownList('members', memberFilters, { text: ['Nome o codice fiscale'] })

async function networkView(context: ReadingContext) {
  const { parts, actor, now } = context
  const { settings, seats, list } = await atOnce({
    settings: parts.reads.network.settings(actor),
    seats: parts.reads.network.seats(actor, localDateOf(now)),
    list: readList(context, members, (asked) => parts.reads.network.members(actor, asked)),
  })
  const { categories, words } = settings
  return {
    committee: words.committee.value,
    keeps: holds(actor, 'PROCESS_OWNER'),
    own: `/network/people/${actor.personId}`,
    members: list,
    seats: seats.map((seat) => ({
      ...seat,
      category: categories.find(({ code }) => code === seat.category)?.label,
      titular: seat.holders.find((holder) => holder.role === 'TITULAR')?.displayName ?? null,
      deputy: seat.holders.find((holder) => holder.role === 'DEPUTY')?.displayName ?? null,
    })),
  }
}

async function seatView(context: ReadingContext) {
  const { network } = context.parts.reads
  const seat = await network.seat(context.actor, param(context, 'id'))
  return { seat, categories: (await network.settings(context.actor)).categories }
}

/** The register of the network and the seats of its committee (art. 2, 5). */
export const networkPages: readonly PageRoute[] = [
  {
    path: '/network',
    who: 'SIGNED_IN',
    asks: members.names,
    read: async (context) => ({
      title: 'Rete e Comitato',
      template: 'network',
      view: await together(context, networkView),
    }),
  },
  {
    path: '/network/seats/:id',
    who: 'SIGNED_IN',
    async read(context) {
      const { actor, now } = context
      const { seat, categories } = await together(context, seatView)
      if (seat === null) return null
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
