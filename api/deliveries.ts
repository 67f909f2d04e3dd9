import { z } from 'zod'
import { plainText } from '../domain/shared/text.ts'
import { discardDelivery } from '../use-cases/cycle/discard-delivery.ts'
import { releaseDepartures } from '../use-cases/cycle/release-departures.ts'
import { retryDelivery } from '../use-cases/cycle/retry-delivery.ts'
import { instant } from './answers.ts'
import { deliveryLifecycle } from '../domain/cycle/lifecycle.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Invii'
const id = z.object({ id: z.string().max(40) })
const kind = z.enum([
  'PUBLISH_MESSAGE',
  'COMPLETE_USER_TASK',
  'RESOLVE_INCIDENT',
  'INTERVENE',
  'MAIL',
  'REGION',
])
const state = deliveryLifecycle.schema
  .extract(['PARKED', 'PENDING', 'SENT'])
  .describe(
    'PARKED: fermo, aspetta una decisione; PENDING: si ripete da sé; SENT: inviato e non ancora ricevuto',
  )

/** By what the deliveries that failed are filtered. */
export const deliveryFilters = { state, kind, text: textFilter }

const delivery = z.object({
  id: z.string(),
  kind,
  state,
  to: z.string().nullable(),
  attempts: z.int(),
  reason: z.string(),
  createdAt: instant,
})

/** What could not be delivered, and what the process owner decides on it. */
export const deliveryRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/deliveries',
    summary: 'Gli invii non riusciti: fermi, in ripetizione, o inviati e non ancora ricevuti',
    tag,
    who: ['PROCESS_OWNER'],
    query: listQuery(deliveryFilters),
    answer: pageAnswer(delivery).extend({
      held: z
        .object({ since: instant, because: z.enum(['MOVED', 'OLDER', 'NO_MARK']), waiting: z.int() })
        .nullable(),
    }),
    handle: async ({ reads, actor, query }) => ({
      ...(await reads.deliveries.failed(actor, query)),
      held: await reads.departures.held(),
    }),
  }),
  route({
    method: 'post',
    path: '/api/deliveries/release',
    decides: { nothing: 'what the process or a person did before goes on as it was' },
    summary: 'Lascia partire la posta e gli invii alla Regione, trattenuti dopo il ripristino di una copia',
    tag,
    who: ['PROCESS_OWNER'],
    answer: z.object({ released: z.int() }),
    handle: ({ run }) => run(releaseDepartures, undefined),
  }),
  route({
    method: 'post',
    path: '/api/deliveries/{id}/retry',
    decides: { nothing: 'what the process or a person did before goes on as it was' },
    summary: 'Ripete un invio fermo, tolta la causa',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    answer: z.object({ id: z.string() }),
    handle: ({ run, params }) => run(retryDelivery, params),
  }),
  route({
    method: 'post',
    path: '/api/deliveries/{id}/discard',
    decides: { nothing: 'a message that cannot leave: what it told is decided before' },
    summary: 'Scarta un messaggio di posta fermo, con la motivazione',
    tag,
    who: ['PROCESS_OWNER'],
    params: id,
    body: z.strictObject({ reason: plainText({ max: 1000, multiline: true }) }),
    answer: z.object({ id: z.string() }),
    handle: ({ run, params, body }) => run(discardDelivery, { ...params, ...body }),
  }),
]
