import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { DocumentKind, DocumentViewModel } from '../../reports/documents/index.ts'
import { buildGrantActDocument } from '../alliance/grant-act-document.ts'
import { buildPlanActDocument } from '../approval/plan-act-document.ts'
import { buildCallActDocument } from '../call/call-act-document.ts'
import type { StepContext } from '../../procedures/context.ts'
import { buildLiquidationActDocument } from '../disbursement/liquidation-act-document.ts'
import { buildRankingActDocument } from '../evaluation/ranking-act-document.ts'
import { buildGuidanceActDocument } from '../guidance/guidance-act-document.ts'
import { buildFinalReportActDocument } from '../monitoring/final-report-act-document.ts'

/** A proposal's document: its kind with its view model; `evaluatedCallId` where it speaks of several applications under
 * evaluation, `applicationId` where the act is for one alliance, whose lead then reads it. */
export type ActDocument = {
  [K in DocumentKind]: {
    kind: K
    viewModel: DocumentViewModel<K>
    evaluatedCallId?: string
    applicationId?: string
  }
}[DocumentKind]

/** Builds the document of one proposal from the rows; the same rows give the same document. */
export type ActDocumentBuilder = (context: StepContext, proposal: ActProposal) => Promise<ActDocument>

/** Who builds the document of each kind of act. */
export const actDocuments: Record<ActKind, ActDocumentBuilder> = {
  GUIDANCE_ADOPTION: buildGuidanceActDocument,
  CALL_NOTICE: buildCallActDocument,
  RANKING_APPROVAL: buildRankingActDocument,
  PLAN_APPROVAL: buildPlanActDocument,
  GRANT: buildGrantActDocument,
  LIQUIDATION: buildLiquidationActDocument,
  FINAL_RETURN: buildFinalReportActDocument,
}
