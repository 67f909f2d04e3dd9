import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { seatRoleSchema } from '../domain/network/network.ts'
import { day } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Rete'
/** By what the bodies of the network are filtered. */
export const memberFilters = { text: textFilter }

const body = z.object({
  id: z.string(),
  name: z.string(),
  taxCode: z.string(),
  vatNumber: z.string().nullable(),
  kind: z.string(),
  size: z.string().nullable(),
  email: z.string(),
  networkMemberSince: day.nullable(),
})
const seat = z.object({
  id: z.string(),
  category: z.string(),
  bodyId: z.string(),
  bodyName: z.string(),
  chair: z.boolean(),
  holders: z.array(
    z.object({
      personId: z.string(),
      role: z.enum(['TITULAR', 'DEPUTY']),
      displayName: z.string(),
      email: z.string(),
    }),
  ),
})

const heldSeat = seat.omit({ bodyId: true, holders: true }).extend({
  holders: z.array(
    z.object({
      personId: z.string(),
      displayName: z.string(),
      seatRole: seatRoleSchema,
      from: day,
      until: day.nullable(),
      act: z.string(),
      endAct: z.string().nullable(),
    }),
  ),
})

/** The register of the network and the seats of its committee (art. 2, 5). */
export const networkRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/network/bodies',
    summary: 'Gli enti che aderiscono alla Rete (art. 2)',
    tag,
    who: 'SIGNED_IN',
    query: listQuery(memberFilters),
    answer: pageAnswer(body),
    handle: ({ reads, actor, query }) => reads.network.members(actor, query),
  }),
  route({
    method: 'get',
    path: '/api/network/seats',
    summary: 'I seggi del Comitato con titolari e supplenti (art. 5)',
    tag,
    who: 'SIGNED_IN',
    answer: z.array(seat),
    handle: ({ reads, actor, today }) => reads.network.seats(actor, today),
  }),
  route({
    method: 'get',
    path: '/api/network/seats/{seatId}',
    summary: 'Un seggio del Comitato con chi lo ha tenuto: periodo e atto di ciascuno (art. 5)',
    tag,
    who: 'SIGNED_IN',
    params: z.object({ seatId: z.string().max(40) }),
    answer: heldSeat,
    async handle({ reads, actor, params }) {
      return found('SEAT', params.seatId, await reads.network.seat(actor, params.seatId))
    },
  }),
]
