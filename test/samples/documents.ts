import type { DocumentKind, DocumentViewModel } from '../../reports/documents/index.ts'
import { convocation, minutes, minutesAnnex } from './meeting.ts'
import { grantAct, liquidationAct } from './money.ts'
import { applicationForm, callNotice, guidanceDocument, submissionReceipt } from './planning.ts'
import { finalReport, submissionLetter } from './region.ts'
import { plan, provisionalRanking, ranking } from './selection.ts'

/** One filled view model of every kind, for tests: invented names, codes and amounts. */
export const samples: { readonly [K in DocumentKind]: DocumentViewModel<K> } = {
  'guidance-document': guidanceDocument,
  'call-notice': callNotice,
  'application-form': applicationForm,
  'submission-receipt': submissionReceipt,
  convocation: convocation,
  minutes: minutes,
  'minutes-annex': minutesAnnex,
  'provisional-ranking': provisionalRanking,
  ranking: ranking,
  plan: plan,
  'grant-act': grantAct,
  'liquidation-act': liquidationAct,
  'submission-letter': submissionLetter,
  'final-report': finalReport,
}
