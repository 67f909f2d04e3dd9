import { z } from 'zod'
import { produceWorkbook } from '../use-cases/expenditure/produce-workbook.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/** The expenditure workbook on request (art. 8, 10). */
export const expenditureRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/cycles/{cycleId}/workbook',
    decides: { nothing: 'writes down what is recorded' },
    summary: 'Produce ora il rendiconto economico-finanziario; il file si scarica fra i documenti del ciclo',
    tag: 'Progetti ed erogazioni',
    who: ['FINANCE', 'PROCESS_OWNER'],
    limit: 'WORKBOOK',
    params: z.object({ cycleId: z.string().max(40) }),
    answer: z.object({
      documentId: z.string(),
      balanced: z.boolean().describe('Falso se un totale non corrisponde al suo controllo indipendente'),
    }),
    status: 201,
    handle: ({ run, params }) => run(produceWorkbook, params),
  }),
]
