import type { ActKind } from '../../domain/act/act.ts'
import { buildGrantActDocument } from '../alliance/grant-act-document.ts'
import { buildPlanActDocument } from '../approval/plan-act-document.ts'
import { buildCallActDocument } from '../call/call-act-document.ts'
import type { ActDocumentBuilder } from './act-document.ts'
import { buildLiquidationActDocument } from '../disbursement/liquidation-act-document.ts'
import { buildRankingActDocument } from '../evaluation/ranking-act-document.ts'
import { buildGuidanceActDocument } from '../guidance/guidance-act-document.ts'
import { buildFinalReportActDocument } from '../monitoring/final-report-act-document.ts'

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
