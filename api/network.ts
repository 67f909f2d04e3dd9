import { z } from 'zod'
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
]
