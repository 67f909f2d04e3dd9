import { z } from 'zod'
import { regionalApproval } from '../../domain/process/regional-approval.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'
import { reminderLetter } from '../../documents/approval/outcome-letters.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the Region has not answered in the call's term; the process owner is told once, unless the answer came meanwhile. */
export const remindRegionalAnswer = defineWorker({
  jobType: 'remind-regional-answer',
  input: variablesOf(regionalApproval, 'cycleId', 'submissionId'),
  output: z.strictObject({}),
  async handle({ cycleId, submissionId }, { stores, now, publicUrl }) {
    const submission = await stores.submissions.find(submissionId)
    if (submission === null) throw new Error(`no submission ${submissionId}`)
    const { outcome, sentAt, protocolNumber } = submission
    if (outcome !== null || sentAt === null) return {}
    const cycle = await cycleWithOwner({ stores }, cycleId)
    if (!(await stores.submissions.markReminded(submissionId, now))) return {}
    await stores.outbox.mail({
      cycleId,
      to: [cycle.ownerEmail],
      ...reminderLetter(cycle, { sentAt, protocolNumber }, publicUrl),
      attachments: [],
    })
    return {}
  },
})
