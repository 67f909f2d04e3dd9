import type { z } from 'zod'
import { applicationForm } from './application-form.ts'
import { callNotice } from './call-notice.ts'
import { convocation } from './convocation.ts'
import { finalReport } from './final-report.ts'
import { grantAct } from './grant-act.ts'
import { guidanceDocument } from './guidance-document.ts'
import { liquidationAct } from './liquidation-act.ts'
import { minutes } from './minutes.ts'
import { minutesAnnex } from './minutes-annex.ts'
import { plan } from './plan.ts'
import { provisionalRanking } from './provisional-ranking.ts'
import { ranking } from './ranking.ts'
import { submissionLetter } from './submission-letter.ts'
import { submissionReceipt } from './submission-receipt.ts'

/** Every kind of document with the schema of its view model; the kind is also the name of its template. */
export const documentSchemas = {
  'guidance-document': guidanceDocument,
  'call-notice': callNotice,
  'application-form': applicationForm,
  'submission-receipt': submissionReceipt,
  convocation,
  minutes,
  'minutes-annex': minutesAnnex,
  'provisional-ranking': provisionalRanking,
  ranking,
  plan,
  'grant-act': grantAct,
  'liquidation-act': liquidationAct,
  'submission-letter': submissionLetter,
  'final-report': finalReport,
}

export type DocumentKind = keyof typeof documentSchemas
export type DocumentViewModel<K extends DocumentKind> = z.infer<(typeof documentSchemas)[K]>
