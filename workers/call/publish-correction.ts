import { z } from 'zod'
import { correctionLetter, lapsedLetter } from '../../documents/call/correction-letters.ts'
import { SIGNED_FORM } from '../../domain/call/configuration.ts'
import { callCorrection } from '../../domain/process/call-correction.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { applicantAddresses } from '../../procedures/call/applicants.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'
import { defineWorker } from '../worker.ts'

/* L. 241/1990 art. 12: from the act on the new version is in force, and all who apply are told; an act that comes when the call has
   closed changes nothing. The drafts are held, then the call's row, as a submission does: none and no closing passes it by, and a form that was
   signed under the old rules is void before anybody submits it. */
export const publishCorrection = defineWorker({
  jobType: 'publish-correction',
  input: variablesOf(callCorrection, 'cycleId', 'callCorrectionId'),
  output: z.strictObject({}),
  async handle({ cycleId, callCorrectionId: id }, context) {
    const { stores, now, publicUrl } = context
    const correction = await stores.corrections.get(id)
    if (!(await stores.acts.hasEffects('CALL_NOTICE', id)))
      throw new Error(`the act of correction ${id} has no effect yet`)
    const drafts = await stores.applications.holdDrafts(correction.callId)
    const call = await stores.calls.get(correction.callId, 'update')
    const link = `${publicUrl}/calls/${call.id}#corrections-title`
    if (call.status !== 'PUBLISHED' || now >= call.closesAt) {
      if (!(await stores.corrections.lapse(id))) return {}
      const { ownerEmail } = await cycleWithOwner(context, cycleId)
      await stores.outbox.mail({ cycleId, to: [ownerEmail], ...lapsedLetter(call, link), attachments: [] })
      return {}
    }
    if (!(await stores.corrections.publish(id, now))) return {}
    await stores.calls.correct(call.id, correction)
    await stores.attachments.remove(drafts, SIGNED_FORM, { by: correction.proposedBy, at: now })
    const letter = correctionLetter({ correction, closesAt: call.closesAt, link })
    const addresses = await applicantAddresses(context, call.id)
    await stores.outbox.mails(
      cycleId,
      addresses.map((to) => ({ to: [to], ...letter, attachments: [] })),
    )
    return {}
  },
})
