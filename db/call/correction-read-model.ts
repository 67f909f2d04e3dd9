import type { CallConfiguration } from '../../domain/call/configuration.ts'
import type { CorrectionStatus } from '../../domain/call/lifecycle.ts'
import { readPage } from '../platform/page.ts'
import type { Page, PageAsked } from '../platform/page.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

/** A version of a call with the one that it replaced, as anybody reads it once it is in force. */
export interface ShownCorrection {
  id: string
  version: number
  status: CorrectionStatus
  reason: string
  proposedAt: Date
  publishedAt: Date | null
  /** When and why it was taken back; null where it was not. */
  withdrawnAt: Date | null
  withdrawalReason: string | null
  closesAt: Date
  configurationSha256: string
  configuration: CallConfiguration
  replaced: CallConfiguration
  /** The adopted act: "Determinazione n. 12"; null until it is in force. */
  act: string | null
}

const CORRECTIONS = `
select k.id, k.version, k.status, k.reason, k.proposed_at as "proposedAt", k.published_at as "publishedAt",
    k.withdrawn_at as "withdrawnAt", k.withdrawal_reason as "withdrawalReason", k.closes_at as "closesAt",
    k.configuration_sha256 as "configurationSha256", k.configuration, k.replaced, x.type || ' n. ' || x.number as act
  from call_corrections k
  left join act_proposals n on n.kind = 'CALL_NOTICE' and n.subject_id = k.id and n.status = 'EFFECTIVE'
  left join acts x on x.proposal_id = n.id
 where k.call_id = :callId`

/** Corrections of published calls, for anybody. */
export function createCorrectionReadModel(asViewer: AsViewer) {
  return {
    /** A page of a call's, the newest first. */
    ofCall: (viewer: Viewer, callId: string, page: PageAsked = {}): Promise<Page<ShownCorrection>> =>
      asViewer(viewer, (tx) =>
        readPage(
          tx,
          {
            about: ['corrections', callId],
            rows: CORRECTIONS,
            values: { callId },
            order: { version: 'number', '"proposedAt"': 'instant', id: 'text' },
            direction: 'desc',
          },
          page,
        ),
      ),
  }
}
