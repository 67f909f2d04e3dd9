import { OFFICES } from '../domain/shared/roles.ts'
import { z } from 'zod'
import { found } from '../domain/shared/errors.ts'
import { readPaymentOrder } from '../use-cases/disbursement/read-payment-order.ts'
import { day, fileContent } from './answers.ts'
import { listQuery, pageAnswer, textFilter } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Progetti ed erogazioni'
const id = z.string().max(40)
const cents = z.int()

/** Cash of a cycle and orders of payment (art. 8). */
export const disbursementRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/cycles/{cycleId}/cash',
    summary: 'La cassa del ciclo: incassato dalla Regione, riservato ai pagamenti, incassi',
    tag,
    who: OFFICES,
    params: z.object({ cycleId: id }),
    query: listQuery({ year: z.coerce.number().int().min(2000).max(2100), text: textFilter }),
    answer: z.object({
      receivedCents: cents,
      reservedCents: cents,
      receipts: pageAnswer(
        z.object({
          year: z.int(),
          amountCents: cents,
          receivedOn: day,
          reference: z.string(),
        }),
      ),
    }),
    handle: async ({ reads, actor, params, query }) => {
      return found('CYCLE', params.cycleId, await reads.projects.cash(actor, params.cycleId, query))
    },
  }),
  route({
    method: 'get',
    path: '/api/payments/{paymentId}/order',
    ofOne: true,
    summary: 'Il file dell’ordine di pagamento, nel tracciato della contabilità',
    tag,
    who: ['FINANCE', 'PROCESS_OWNER'],
    params: z.object({ paymentId: id }),
    answer: fileContent,
    files: ['text/csv'],
    handle: ({ look, params }) => look(readPaymentOrder, params),
  }),
]
