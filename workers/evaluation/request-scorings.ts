import { z } from 'zod'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { possibleEvaluators } from '../../domain/evaluation/possible-evaluators.ts'
import { opaqueId } from '../../domain/shared/ids.ts'
import type { ScoringId } from '../../domain/shared/ids.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { askForSheets } from '../../procedures/evaluation/ask-for-sheets.ts'
import { completeScoringRound } from '../../procedures/evaluation/complete-scoring-round.ts'
import { defineWorker } from '../worker.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/* Art. 6: one sheet for each seat and application, asked of the titular or of the deputy, and of each expert; who has
   handed one in is not asked again; a deputy is asked by a recorded substitution (art. 5). A round with nothing to ask is
   complete at once. */
export const requestScorings = defineWorker({
  jobType: 'request-scorings',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'scoringRoundId'),
  output: z.strictObject({}),
  async handle({ cycleId, callId, scoringRoundId }, { stores, now }) {
    const { evaluation } = stores
    const round = await evaluation.lockRound(scoringRoundId)
    if (round === null) throw new Error(`no scoring round ${scoringRoundId}`)
    await evaluation.moveRound(round.id, 'open')
    const panels = possibleEvaluators(await evaluation.panelFacts(callId, localDateOf(now)))
    const keyOf = (one: { applicationId: string; seatId: string | null }) =>
      `${one.applicationId} ${one.seatId}`
    const before = Map.groupBy(await evaluation.scoringsOf(callId), keyOf)
    const sheets = panels.flatMap(({ applicationId, evaluators }) =>
      evaluators.map(({ personId, seatId, role }) => ({
        id: opaqueId<ScoringId>(),
        applicationId,
        personId,
        seatId,
        ...(role === 'DEPUTY'
          ? substitutionOf(before.get(keyOf({ applicationId, seatId }))?.[0])
          : { replacesId: null, substitutionReason: null }),
      })),
    )
    await askForSheets({ stores, now }, { ...round, cycleId }, sheets)
    await completeScoringRound(stores, round)
    return {}
  },
})

/* Without a sheet before it, the titular never was to evaluate the application. */
function substitutionOf(former: Scoring | undefined): Pick<Scoring, 'replacesId' | 'substitutionReason'> {
  return former === undefined
    ? { replacesId: null, substitutionReason: 'il titolare è escluso o non ha reso la dichiarazione' }
    : { replacesId: former.id, substitutionReason: 'il titolare non ha consegnato la scheda' }
}
