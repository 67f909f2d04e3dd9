import { z } from 'zod'
import { checkResultSchema } from '../domain/call/declaration-sample.ts'
import { plainText } from '../domain/shared/text.ts'
import { recordDeclarationCheck } from '../use-cases/call/record-declaration-check.ts'
import type { Route } from './route.ts'
import { route } from './route.ts'

/** The most characters of what was checked, and on which evidence. */
export const EVIDENCE_LENGTH = 2000

/** Checks of the self-declarations of the applications that a call's closing drew (DPR 445/2000 art. 71). */
export const declarationCheckRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/applications/{applicationId}/declaration-check',
    decides: ({ params }) => ({ matter: 'EVALUATION', subjectId: params.applicationId }),
    summary:
      'Registra l’esito del controllo delle dichiarazioni di una domanda sorteggiata, con il riscontro: una volta sola',
    tag: 'Avvisi e domande',
    who: ['PROCESS_OWNER', 'CASE_OFFICER'],
    params: z.object({ applicationId: z.string().max(40) }),
    body: z.strictObject({
      result: checkResultSchema,
      evidence: plainText({ max: EVIDENCE_LENGTH, multiline: true }),
    }),
    answer: z.null(),
    status: 204,
    handle: ({ run, params, body }) => run(recordDeclarationCheck, { ...params, ...body }),
  }),
]
