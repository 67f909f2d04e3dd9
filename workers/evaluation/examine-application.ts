import type { AlliancePartner } from '../../db/call/partner-reads.ts'
import { formalReasons } from '../../domain/call/admissibility.ts'
import type { FormalReason } from '../../domain/call/admissibility.ts'
import type { BodyKind } from '../../domain/network/network.ts'
import { applicationReview } from '../../domain/process/application-review.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { standingPartners } from '../../procedures/call/standing-partners.ts'
import { defineWorker } from '../worker.ts'

const count = (reasons: readonly FormalReason[], severity: FormalReason['severity']): number =>
  reasons.filter((reason) => reason.severity === severity).length

/* By both codes: an application may name a body by either. */
function kindsByCode(partners: readonly AlliancePartner[]): Map<string, BodyKind> {
  return new Map(
    partners.flatMap(({ taxCode, vatNumber, kind }) =>
      [vatNumber ?? taxCode, taxCode].map((code) => [code, kind] as const),
    ),
  )
}

/* Artt. 9 and 10: the formal reasons come from the call's frozen rules; whether they exclude is a person's decision. */
export const examineApplication = defineWorker({
  jobType: 'examine-application',
  input: variablesOf(applicationReview, 'cycleId', 'applicationId'),
  output: variablesOf(applicationReview, 'blockingReasons', 'curableReasons'),
  async handle({ applicationId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'AdmissibilityOpened', correlationKey: applicationId }, now)
    const application = await stores.applications.getSubmitted(applicationId)
    const call = await stores.calls.get(application.callId)
    const attachments = await stores.attachments.of(applicationId)
    const partners = await stores.applications.partnersOf(applicationId)
    const reasons = formalReasons(application.content, call.rules, {
      attached: attachments.map((one) => one.kind),
      registered: kindsByCode(partners),
      homonyms: await stores.applications.homonymsOf(applicationId),
      partners: await standingPartners(stores, application),
    })
    await stores.admissibility.putReasons(applicationId, reasons)
    return { blockingReasons: count(reasons, 'BLOCKING'), curableReasons: count(reasons, 'CURABLE') }
  },
})
