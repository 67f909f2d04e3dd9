import { possibleEvaluators } from '../../domain/evaluation/possible-evaluators.ts'
import { asId, derivedId } from '../../domain/shared/ids.ts'
import type { CallId, ScoringRoundId } from '../../domain/shared/ids.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf, termEnd, toEngineInstant } from '../../domain/shared/terms.ts'
import { reminderAt } from '../../domain/evaluation/sheet-reminder.ts'
import type { Stores } from '../../db/stores.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5, 6: an exclusion never empties the room unseen. Below the call's minimum for one application nothing is
   scored until the panel is reinforced; otherwise the next round of scoring is planned with its term. */
export const checkPanels = defineWorker({
  jobType: 'check-panels',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(
    evaluation,
    'panelsSufficient',
    'scoringRoundId',
    'scoringDueAt',
    'sheetReminderAt',
  ).partial({ scoringRoundId: true, scoringDueAt: true, sheetReminderAt: true }),
  async handle({ callId }, { stores, now }) {
    const { rules } = await stores.calls.get(callId)
    const panels = possibleEvaluators(await stores.evaluation.panelFacts(callId, localDateOf(now)))
    const minimum = rules.evaluation.panelMinimum
    if (panels.some((panel) => panel.evaluators.length < minimum)) return { panelsSufficient: false }
    const { patronDay } = await stores.networkSettings.settings()
    const dueAt = termEnd(localDateOf(now), rules.terms.scoringDays, patronDay.value)
    const round = await nextRound(stores, callId, dueAt)
    return {
      ...{ panelsSufficient: true, scoringRoundId: round.id, scoringDueAt: toEngineInstant(round.dueAt) },
      sheetReminderAt: toEngineInstant(reminderAt(round.dueAt, rules.terms.sheetReminderDays)),
    }
  },
})

/* A round planned and not yet opened is the one to go on with; its term is that of its planning. */
async function nextRound(
  stores: Stores,
  callId: string,
  dueAt: Date,
): Promise<{ id: ScoringRoundId; dueAt: Date }> {
  const last = await stores.evaluation.lastRound(callId)
  if (last !== null && (last.status === 'PLANNED' || last.status === 'OPEN')) return last
  const number = (last?.number ?? 0) + 1
  const id = derivedId<ScoringRoundId>('scoring-round', callId, String(number))
  await stores.evaluation.planRound({ id, callId: asId<CallId>(callId), number, dueAt })
  return { id, dueAt }
}
