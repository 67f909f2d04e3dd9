import type { SubmittedApplication } from '../../db/call/application-store.ts'
import type { Call } from '../../db/call/call-store.ts'
import type { Stores } from '../../db/stores.ts'
import { closedAt } from '../../domain/call/window.ts'
import { drawSample, sampleSeed } from '../../domain/call/declaration-sample.ts'
import { call } from '../../domain/process/call.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { toEngineInstant } from '../../domain/shared/terms.ts'
import { findExclusions } from '../../procedures/evaluation/find-exclusions.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: no application after the hour, none lost before it: the call is closed when what came in time has been dealt
   with, its row locked. Legal time, not the engine's, says whether it is due; without applications it is deserted.
   DPR 445/2000 art. 71: whose self-declarations are checked is drawn from all that was submitted, where anything was.
   Art. 5: conflicts are computed in the same transaction, so that the office never reads what is closed to it. */
export const closeCall = defineWorker({
  jobType: 'close-call',
  input: variablesOf(call, 'cycleId', 'callId'),
  output: variablesOf(call, 'callClosed', 'callDeserted', 'callClosesAt'),
  async handle({ callId }, { stores, now }) {
    const call = await stores.calls.get(callId, 'update')
    const due = closedAt(call)
    const callClosesAt = toEngineInstant(due)
    if (now < due) return { callClosed: false, callDeserted: false, callClosesAt }
    const submitted = await stores.applications.submittedOf(callId)
    const callDeserted = submitted.length === 0
    await stores.calls.move(callId, callDeserted ? 'desert' : 'close')
    if (!callDeserted) await drawDeclarations(stores, call, submitted)
    const { exclusions } = await findExclusions(stores, callId, { now })
    await stores.evaluation.addExclusions(exclusions)
    return { callClosed: true, callDeserted, callClosesAt }
  },
})

async function drawDeclarations(
  { samples }: Stores,
  { id, configurationSha256, rules }: Call,
  submitted: readonly SubmittedApplication[],
): Promise<void> {
  const seed = sampleSeed(configurationSha256, submitted)
  const shareBasisPoints = rules.admissibility.sampleBasisPoints
  const drawn = drawSample(submitted, { seed, shareBasisPoints })
  await samples.record(
    id,
    seed,
    drawn.map((one) => one.id),
  )
}
