import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { linkKindSchema, seatRoleSchema } from '../domain/network/network.ts'
import { recordAddress, recordAddressSchema } from '../use-cases/network/record-address.ts'
import { linkBodies, linkBodiesSchema } from '../use-cases/network/link-bodies.ts'
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
  address: z
    .string()
    .nullable()
    .describe('Sede, come l’ha indicata chi l’ha detta; null se nessuno l’ha detta'),
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

const linkedBody = body.extend({
  links: z.array(
    z.object({
      direction: z
        .enum(['OUT', 'IN'])
        .describe('OUT: da questo ente verso l’altro; IN: dall’altro verso questo'),
      kind: linkKindSchema,
      bodyId: z.string(),
      bodyName: z.string(),
      source: z.string(),
    }),
  ),
})
const bodyId = z.object({ bodyId: z.string().max(40) })
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
  route({
    method: 'get',
    path: '/api/network/bodies/{bodyId}',
    summary: 'Un ente della Rete con i suoi codici e i legami con altri enti (art. 2, 5)',
    tag,
    who: 'SIGNED_IN',
    params: bodyId,
    answer: linkedBody,
    async handle({ reads, actor, params }) {
      return found('BODY', params.bodyId, await reads.network.registeredBody(actor, params.bodyId))
    },
  }),
  route({
    method: 'post',
    path: '/api/network/bodies/{bodyId}/address',
    decides: { nothing: 'who somebody is: the case officer decides on what it shows' },
    summary:
      'Scrive nel registro la sede di un ente della Rete: con essa si trova chi compare con un altro codice',
    tag,
    who: ['PROCESS_OWNER'],
    params: bodyId,
    body: recordAddressSchema,
    answer: z.object({ bodyId: z.string() }),
    handle: ({ run, params, body }) => run(recordAddress, { ...body, ...params }),
  }),
  route({
    method: 'post',
    path: '/api/network/bodies/{bodyId}/links',
    decides: { nothing: 'who somebody is: what it ties is shown before it is saved, and closed at once' },
    summary:
      'Lega un ente a un altro, con un atto (art. 5); 409 EXCLUSIONS_WOULD_CHANGE finché non si conferma',
    tag,
    who: ['PROCESS_OWNER'],
    params: bodyId,
    body: linkBodiesSchema,
    answer: z.object({ bodyId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(linkBodies, { ...body, ...params }),
  }),
]
