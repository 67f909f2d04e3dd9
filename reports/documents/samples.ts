import type { DocumentKind, DocumentViewModel } from './index.ts'
import { convocation, minutes } from './samples/meeting.ts'
import { grantAct, liquidationAct } from './samples/money.ts'
import { callNotice, guidanceDocument } from './samples/planning.ts'
import { finalReport, submissionLetter } from './samples/region.ts'
import { plan, ranking } from './samples/selection.ts'

/** One filled view model of every kind, for tests: invented names, codes and amounts. */
export const samples: { readonly [K in DocumentKind]: DocumentViewModel<K> } = {
  'guidance-document': guidanceDocument,
  'call-notice': callNotice,
  convocation: convocation,
  minutes: minutes,
  ranking: ranking,
  plan: plan,
  'grant-act': grantAct,
  'liquidation-act': liquidationAct,
  'submission-letter': submissionLetter,
  'final-report': finalReport,
}
