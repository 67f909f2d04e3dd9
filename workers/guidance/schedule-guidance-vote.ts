import { variablesOf } from '../../domain/shared/process-contract.ts'
import { defineWorker } from '../worker.ts'

/* art. 7: the committee's meeting has the guidance document on its agenda; one meeting for each version. */
export const scheduleGuidanceVote = defineWorker({
  jobType: 'schedule-guidance-vote',
  input: variablesOf('cycleId', 'guidanceDocumentId'),
  output: variablesOf('meetingId'),
  async handle({ cycleId, guidanceDocumentId }, { stores }) {
    const document = await stores.guidance.find(guidanceDocumentId)
    if (document === null) throw new Error(`no guidance document ${guidanceDocumentId}`)
    const meetingId = await stores.meetings.schedule({
      cycleId,
      stage: 'GUIDANCE',
      subjectId: guidanceDocumentId,
      round: 1,
      items: [{ title: `Approvazione del documento «${document.title}»`, kind: 'GUIDANCE' }],
    })
    return { meetingId }
  },
})
