import { compareCodes } from '../../domain/shared/codes.ts'
import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Stores } from '../../db/stores.ts'
import { areSheetsSufficient } from '../../domain/evaluation/possible-evaluators.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { aggregateApplications } from '../../procedures/evaluation/aggregate-applications.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 6, 7: aggregates by the call's rule, as exact fractions, and the meeting that decides on them: an item for each
   application (by code only: everybody reads the agenda), then one for the ranking. No meeting while an admitted
   application has fewer sheets than the call's minimum (art. 5): the panels are checked again. The key under which the ranking will name
   evaluators is made here. */
export const aggregateScores = defineWorker({
  jobType: 'aggregate-scores',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'sheetsSufficient', 'meetingId').partial({ meetingId: true }),
  async handle({ cycleId, callId }, context) {
    const { stores, now } = context
    await receiveCompletion(stores, callId, now)
    await stores.evaluation.makeEvaluatorKey(callId)
    const call = await stores.calls.get(callId)
    const submitted = await stores.applications.submittedOf(callId)
    const admitted = submitted.filter((one) => one.status === 'ADMITTED').toSorted(byCode)
    await aggregateApplications(
      stores,
      call,
      admitted.map(({ id }) => id),
    )
    const facts = await stores.evaluation.panelFacts(callId, localDateOf(now))
    if (!areSheetsSufficient(facts, call.rules.evaluation.panelMinimum)) return { sheetsSufficient: false }
    const items = admitted.map((application) => ({
      title: `Esame del progetto ${application.code}`,
      kind: 'APPLICATION' as const,
      applicationId: application.id,
    }))
    const meetingId = occurrenceId(context, 'meeting')
    await stores.meetings.schedule({
      id: meetingId,
      cycleId,
      stage: 'EVALUATION',
      subjectId: callId,
      items: [...items, { title: 'Approvazione della graduatoria', kind: 'RANKING' }],
    })
    return { sheetsSufficient: true, meetingId }
  },
})

async function receiveCompletion(stores: Stores, callId: string, now: Date): Promise<void> {
  const round = await stores.evaluation.lastRound(callId)
  if (round === null) throw new Error(`no scoring round of call ${callId}`)
  await stores.outbox.markReceived({ name: 'ScoringsCompleted', correlationKey: round.id }, now)
}

function byCode(a: SubmittedApplication, b: SubmittedApplication): number {
  return compareCodes(a.code, b.code)
}
