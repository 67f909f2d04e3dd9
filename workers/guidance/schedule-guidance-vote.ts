import { guidance } from '../../domain/process/guidance.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* art. 7: the committee's meeting has the guidance document on its agenda. */
export const scheduleGuidanceVote = defineWorker({
  jobType: 'schedule-guidance-vote',
  input: variablesOf(guidance, 'cycleId', 'guidanceDocumentId'),
  output: variablesOf(guidance, 'meetingId'),
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
