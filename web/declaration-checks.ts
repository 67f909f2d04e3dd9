import { EVIDENCE_LENGTH } from '../api/declaration-checks.ts'
import { optionsOf } from '../words/codes.ts'
import { choice, text } from './forms/fields.ts'
import type { PageAct } from './page.ts'
import { receipt } from './page.ts'

/** What the form of a check offers. */
export const checkView = { checkResults: optionsOf('declarationCheck'), evidenceLength: EVIDENCE_LENGTH }

/** Recording what the check of a drawn application has found, on the page of its call (DPR 445/2000 art. 71). */
export const checkAct: PageAct = {
  name: 'check-declarations',
  operation: 'POST /api/applications/{applicationId}/declaration-check',
  params: (context) => ({ applicationId: context.query['of'] ?? '' }),
  fields: { result: choice, evidence: text },
  done: ({ path }) => ({ to: `${path}#sample`, receipt: receipt('Esito del controllo registrato.') }),
}
