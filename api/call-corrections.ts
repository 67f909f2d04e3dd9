import { z } from 'zod'
import { callConfigurationSchema } from '../domain/call/configuration.ts'
import { correctionLifecycle } from '../domain/call/lifecycle.ts'
import { found } from '../domain/shared/errors.ts'
import { plainText } from '../domain/shared/text.ts'
import { proposeCorrection } from '../use-cases/call/propose-correction.ts'
import { instant } from './answers.ts'
import { listQuery, pageAnswer } from './paging.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

const tag = 'Avvisi e domande'
const ofCall = z.object({ callId: z.string().max(40) })

/** The most characters of the reason of a correction. */
export const REASON_LENGTH = 1000

const correction = z.object({
  id: z.string(),
  version: z.int(),
  status: correctionLifecycle.schema,
  reason: z.string(),
  proposedAt: instant,
  publishedAt: instant.nullable(),
  closesAt: instant,
  configurationSha256: z.string(),
  configuration: callConfigurationSchema,
  replaced: callConfigurationSchema.describe('La versione che ha sostituito'),
  act: z.string().nullable(),
})

/** Corrections of published calls: new versions, each adopted by an act (L. 241/1990 art. 12). */
export const callCorrectionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/calls/{callId}/corrections',
    summary: 'Le versioni di un avviso dopo la prima, con motivo, atto e ciò che hanno sostituito',
    tag,
    who: 'ANYONE',
    params: ofCall,
    query: listQuery({}),
    answer: pageAnswer(correction),
    async handle({ reads, actor, params: { callId }, query }) {
      found('CALL', callId, await reads.calls.find(actor, callId))
      return reads.corrections.ofCall(actor, callId, query)
    },
  }),
  route({
    method: 'post',
    path: '/api/calls/{callId}/corrections',
    decides: { nothing: 'a rule for all, before anybody is evaluated' },
    summary:
      'Propone una rettifica o una proroga: la configurazione intera come deve diventare, e il motivo; vale dall’atto',
    tag,
    who: ['PROCESS_OWNER'],
    params: ofCall,
    body: z.strictObject({
      reason: plainText({ max: REASON_LENGTH, multiline: true }),
      configuration: callConfigurationSchema,
    }),
    answer: z.object({ correctionId: z.string() }),
    status: 201,
    handle: ({ run, params, body }) => run(proposeCorrection, { ...params, ...body }),
  }),
]
