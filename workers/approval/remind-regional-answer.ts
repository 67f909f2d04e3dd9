import { z } from 'zod'
import { regionalApproval } from '../../domain/process/regional-approval.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { cycleWithOwner } from '../../procedures/cycle/process-owner.ts'
import { formatInstant } from '../../words/formats.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8: the Region has not answered in the call's term; the process owner is told once, unless the answer came meanwhile. */
export const remindRegionalAnswer = defineWorker({
  jobType: 'remind-regional-answer',
  input: variablesOf(regionalApproval, 'cycleId', 'submissionId'),
  output: z.strictObject({}),
  async handle({ cycleId, submissionId }, { stores, now, publicUrl }) {
    const submission = await stores.submissions.find(submissionId)
    if (submission === null) throw new Error(`no submission ${submissionId}`)
    if (submission.outcome !== null || submission.sentAt === null) return {}
    const cycle = await cycleWithOwner({ stores }, cycleId)
    if (!(await stores.submissions.markReminded(submissionId, now))) return {}
    await stores.outbox.mail({
      cycleId,
      to: [cycle.ownerEmail],
      subject: `${cycle.code}: la Regione non ha ancora risposto`,
      text: [
        `Il Piano territoriale del ciclo «${cycle.title}» è stato inviato il ${formatInstant(submission.sentAt)}`,
        `(protocollo della Regione ${submission.protocolNumber ?? 'non ancora noto'}) e non risulta un esito.`,
        'Sollecita gli uffici regionali; se hai già la risposta, registrala nella pagina del ciclo:',
        `${publicUrl}/cycles/${cycleId}#outcome-title`,
      ].join('\n'),
      attachments: [],
    })
    return {}
  },
})
