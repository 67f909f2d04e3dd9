import { guidance } from '../../domain/process/guidance.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* art. 8: the network's lead adopts the document that the committee voted; the proposal is made once. */
export const prepareGuidanceAct = defineWorker({
  jobType: 'prepare-guidance-act',
  input: variablesOf(guidance, 'cycleId', 'guidanceDocumentId'),
  output: variablesOf(guidance, 'actProposalId'),
  async handle({ cycleId, guidanceDocumentId }, context) {
    const { stores, now } = context
    const document = await stores.guidance.find(guidanceDocumentId)
    if (document?.status !== 'VOTED') throw new Error(`guidance document ${guidanceDocumentId} was not voted`)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      kind: 'GUIDANCE_ADOPTION',
      subjectId: guidanceDocumentId,
      cycleId,
      title: `Adozione del documento «${document.title}»`,
      at: now,
    })
    return { actProposalId }
  },
})
