import type { ApplicationRecord } from '../../db/call/application-store.ts'
import type { Stores } from '../../db/stores.ts'
import { areSheetsSufficient } from '../../domain/evaluation/possible-evaluators.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { ApplicationId } from '../../domain/shared/ids.ts'
import { variablesOf } from '../../domain/shared/process-contract.ts'
import { aggregateApplication } from '../../procedures/evaluation/aggregate-application.ts'
import { endScoringWaits } from '../../procedures/evaluation/end-scoring-waits.ts'
import { readSheets } from '../../procedures/evaluation/read-sheets.ts'
import { defineWorker } from '../worker.ts'

/* Art. 6, 7: aggregates by the call's rule, as exact fractions, and the meeting that decides on them: an item for each
 * application (by code only: everybody reads the agenda), then one for the ranking. No meeting while an admitted
 * application has fewer sheets than the call's minimum (art. 5): the panels are checked again. */
export const aggregateScores = defineWorker({
  jobType: 'aggregate-scores',
  input: variablesOf('cycleId', 'callId'),
  output: variablesOf('sheetsSufficient', 'meetingId').partial({ meetingId: true }),
  async handle({ cycleId, callId }, { stores, now }) {
    await leaveRound(stores, callId, now)
    const call = await stores.calls.get(callId)
    const sheets = await readSheets(stores, callId)
    const submitted = await stores.applications.submittedOf(callId)
    const admitted = submitted.filter((one) => one.status === 'ADMITTED').toSorted(byCode)
    const { evaluation } = call.rules
    for (const { id } of admitted)
      await stores.evaluation.putAggregates(
        asId<ApplicationId>(id),
        aggregateApplication(sheets.get(id) ?? [], evaluation),
      )
    const facts = await stores.evaluation.panelFacts(callId)
    if (!areSheetsSufficient(facts, evaluation.panelMinimum)) return { sheetsSufficient: false }
    const items = admitted.map((application) => ({
      title: `Esame del progetto ${application.code}`,
      kind: 'APPLICATION' as const,
      applicationId: application.id,
    }))
    const meetingId = await stores.meetings.schedule({
      cycleId,
      stage: 'EVALUATION',
      subjectId: callId,
      items: [...items, { title: 'Approvazione della graduatoria', kind: 'RANKING' }],
    })
    return { sheetsSufficient: true, meetingId }
  },
})

async function leaveRound(stores: Stores, callId: string, now: Date): Promise<void> {
  const round = await stores.evaluation.lastRound(callId)
  if (round === null) throw new Error(`no scoring round of call ${callId}`)
  await stores.outbox.markReceived({ name: 'ScoringsCompleted', correlationKey: round.id }, now)
  await endScoringWaits(stores, round)
}

function byCode(a: ApplicationRecord, b: ApplicationRecord): number {
  return a.code < b.code ? -1 : 1
}
