import type { CutGrantFacts } from '../../documents/evaluation/cut-grant-letters.ts'
import { cutGrantLetter, cutGrantReasons } from '../../documents/evaluation/cut-grant-letters.ts'
import { cutGrantOf } from '../../domain/evaluation/cut-grant.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { sendLeadRequest } from '../../procedures/evaluation/send-lead-request.ts'
import { readStandingGrants } from '../../procedures/evaluation/standing-grants.ts'
import { defineWorker, occurrenceId } from '../worker.ts'

/* Art. 8: before the plan is drawn up the lead whose grant the budget line cuts is asked whether it takes it; one that could not be
   delivered is asked anew. Whoever has taken it, or has let the term pass where that means so, is asked no more: but by a ranking that
   corrects the one on which it answered. */
export const askCutGrant = defineWorker({
  jobType: 'ask-cut-grant',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'grantCut', 'projectsToFund', 'leadRequestId').partial({
    leadRequestId: true,
  }),
  async handle({ cycleId, callId }, context) {
    const { stores, now, publicUrl } = context
    const { ranking, grants, entitledCents } = await readStandingGrants(stores, callId)
    const projectsToFund = grants.some(({ grantCents }) => grantCents > 0)
    const cut = cutGrantOf(grants)
    if (cut === null) return { grantCut: false, projectsToFund }
    const { applicationId, grantCents } = cut
    const before = await stores.leadRequests.of(applicationId)
    if (before.some(({ rankingId, status }) => rankingId === ranking.id && status !== 'UNDELIVERED'))
      return { grantCut: false, projectsToFund }
    const facts: CutGrantFacts = { grantCents, entitledCents: entitledCents(applicationId) }
    await stores.leadRequests.ask({
      ...{ id: occurrenceId(context, 'lead-request'), applicationId, kind: 'CUT_GRANT', items: [] },
      rankingId: ranking.id,
      ...{ reasons: cutGrantReasons(facts), askedAt: now, askedBy: null },
    })
    const { evaluation: rules } = (await stores.calls.get(callId)).rules
    const leadRequestId = await sendLeadRequest(context, {
      ...{ kind: 'CUT_GRANT', cycleId, applicationId },
      letter: (asked) => cutGrantLetter(asked, { rules, publicUrl }),
    })
    return { grantCut: true, projectsToFund, leadRequestId }
  },
})
