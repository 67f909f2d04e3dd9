import type { ScoringRound } from '../../db/evaluation/round-store.ts'
import type { Scoring } from '../../db/evaluation/scoring-store.ts'
import { askForSheets } from './ask-for-sheets.ts'
import { blockedPairs } from '../../domain/evaluation/possible-evaluators.ts'
import { opaqueId } from '../../domain/shared/ids.ts'
import type { PersonId, ScoringId } from '../../domain/shared/ids.ts'
import type { StepContext } from '../context.ts'
import { localDateOf } from '../../domain/shared/terms.ts'

/** The deputy who can take a titular's sheet (art. 5), or why nobody can. */
export async function deputyFor(
  { stores, now }: StepContext,
  scoring: Scoring,
): Promise<{ personId: PersonId } | { reason: string }> {
  const facts = await stores.evaluation.panelFacts(scoring.callId, localDateOf(now))
  const holders = facts.seats.find((seat) => seat.id === scoring.seatId)?.holders ?? []
  const isTitular = holders.some((one) => one.role === 'TITULAR' && one.personId === scoring.personId)
  const deputy = holders.find((one) => one.role === 'DEPUTY')
  if (!isTitular || deputy === undefined) return { reason: 'solo un titolare ha un supplente' }
  const out = blockedPairs(facts).some(
    (one) => one.personId === deputy.personId && one.applicationId === scoring.applicationId,
  )
  return out
    ? { reason: 'il supplente è escluso, non ha dichiarato o ha già rinunciato a questa scheda' }
    : { personId: deputy.personId }
}

/** Takes an open sheet away, with its task. False when it is not open any more. */
export async function withdrawSheet({ stores, now }: StepContext, scoring: Scoring): Promise<boolean> {
  if (!(await stores.evaluation.withdrawScoring(scoring.id))) return false
  await stores.workItems.endAllFor('Task_ScoreApplication', [scoring.id], { action: 'withdraw', at: now })
  await stores.outbox.publishMessage({
    cycleId: (await stores.calls.get(scoring.callId)).cycleId,
    name: 'ScoringWithdrawn',
    correlationKey: scoring.id,
    variables: {},
  })
  return true
}

/** Asks the deputy for the sheet in the same round. Null when the deputy has one for that application already. */
export async function askDeputy(
  { stores, now }: StepContext,
  round: ScoringRound,
  { scoring, personId, reason }: { scoring: Scoring; personId: PersonId; reason: string },
): Promise<ScoringId | null> {
  const id = opaqueId<ScoringId>()
  const { cycleId } = await stores.calls.get(scoring.callId)
  const asked = await askForSheets({ stores, now }, { ...round, cycleId }, [
    {
      id,
      applicationId: scoring.applicationId,
      seatId: scoring.seatId,
      personId,
      replacesId: scoring.id,
      substitutionReason: reason,
    },
  ])
  return asked.length === 0 ? null : id
}
