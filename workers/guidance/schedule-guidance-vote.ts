import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* art. 7: the committee's meeting has the guidance document on its agenda. */
export const scheduleGuidanceVote = defineWorker({
  jobType: 'schedule-guidance-vote',
  input: variablesOf('cycleId', 'guidanceDocumentId'),
  output: variablesOf('meetingId'),
  async handle({ cycleId, guidanceDocumentId }, context) {
    const { stores } = context
    const document = await stores.guidance.find(guidanceDocumentId)
    if (document === null) throw new Error(`no guidance document ${guidanceDocumentId}`)
    const meetingId = occurrenceId(context, 'meeting')
    await stores.meetings.schedule({
      id: meetingId,
      cycleId,
      stage: 'GUIDANCE',
      subjectId: guidanceDocumentId,
      items: [{ title: `Approvazione del documento «${document.title}»`, kind: 'GUIDANCE' }],
    })
    return { meetingId }
  },
})
