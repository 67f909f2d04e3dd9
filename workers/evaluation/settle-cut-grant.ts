import { slidLetter } from '../../documents/evaluation/cut-grant-letters.ts'
import { changedGrants } from '../../domain/evaluation/cut-grant.ts'
import type { StandingGrant } from '../../domain/evaluation/cut-grant.ts'
import { isGrantTaken } from '../../domain/evaluation/reshaping.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { leadAddresses } from '../../procedures/call/lead-addresses.ts'
import { readStandingGrants } from '../../procedures/evaluation/standing-grants.ts'
import { defineWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: the lead has answered, or its term has passed: the row says which, and the call what silence means; a reshaping is examined
   first. The money of who does without goes to those that follow; each lead whose outcome changes is told, but for the one who is asked
   next. */
export const settleCutGrant = defineWorker({
  jobType: 'settle-cut-grant',
  input: variablesOf(evaluation, 'cycleId', 'callId', 'leadRequestId'),
  output: variablesOf(evaluation, 'reshapingAsked'),
  async handle({ cycleId, callId, leadRequestId }, context) {
    const { stores, now } = context
    const { rules } = await stores.calls.get(callId, 'update')
    if (await stores.leadRequests.expire(leadRequestId))
      await stores.workItems.endAllFor('Task_AcceptCutGrant', [leadRequestId], { action: 'expire', at: now })
    const { answer, applicationId } = await stores.leadRequests.get(leadRequestId)
    const reshaping = await stores.reshapings.find(leadRequestId)
    const taken = isGrantTaken(
      { accepted: answer?.accepted ?? null, reshaping },
      rules.evaluation.cutGrantUnanswered,
    )
    if (taken === null) return { reshapingAsked: true }
    if (taken) return { reshapingAsked: false }
    const { ranking, grants, without } = await readStandingGrants(stores, callId)
    const changed = changedGrants(grants, without(applicationId))
    await stores.evaluation.slideGrants({ rankingId: ranking.id, requestId: leadRequestId }, changed)
    await tellChanged(context, cycleId, changed)
    return { reshapingAsked: false }
  },
})

async function tellChanged(
  { stores, now }: WorkerContext,
  cycleId: string,
  changed: readonly StandingGrant[],
): Promise<void> {
  for (const { applicationId, outcome, grantCents } of changed) {
    if (outcome === 'PARTIALLY_FUNDED') continue
    const application = await stores.applications.getSubmitted(applicationId)
    const to = (await leadAddresses(stores, [application], localDateOf(now)))(application)
    await stores.outbox.mail({
      ...{ cycleId, to, attachments: [] },
      ...slidLetter(application, { isFunded: outcome === 'FUNDED', grantCents }),
    })
  }
}
