import type { PlanVersion } from '../../db/approval/plan-store.ts'
import { checkPlan, splitAllocation } from '../../domain/approval/plan.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { regionalApproval } from '../../domain/process/regional-approval.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { sumCents } from '../../domain/shared/money.ts'
import { defineWorker, occurrenceId } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

/* Art. 8: the adopted ranking gives a plan version; grants and system actions stay within their shares. */
export const drawUpPlan = defineWorker({
  jobType: 'draw-up-plan',
  input: variablesOf(regionalApproval, 'cycleId', 'callId'),
  output: variablesOf(regionalApproval, 'planVersionId', 'actProposalId'),
  async handle({ cycleId, callId }, context) {
    const { stores, now } = context
    const ranking = await stores.evaluation.adoptedRanking(callId)
    if (ranking === null) throw new Error(`call ${callId} has no adopted ranking`)
    const { rules } = await stores.calls.get(callId)
    const shares = splitAllocation(allocationOf(rules), rules.allocation.alliancesShareBasisPoints)
    const planVersionId = occurrenceId(context, 'plan-version')
    await stores.plans.drawUp({
      id: planVersionId,
      ...shares,
      cycleId,
      callId,
      rankingId: ranking.id,
      drawnUpAt: now,
    })
    const plan = await stores.plans.get(planVersionId)
    await requireSoundPlan(context, plan, rules)
    const actProposalId = await stores.acts.propose({
      id: occurrenceId(context, 'act-proposal'),
      cycleId,
      kind: 'PLAN_APPROVAL',
      subjectId: planVersionId,
      title: `Approvazione del Piano territoriale di conciliazione, versione ${plan.version}`,
      at: now,
    })
    return { planVersionId, actProposalId }
  },
})

const allocationOf = (rules: CallRules): number =>
  sumCents(rules.allocation.years.map((one) => one.amountCents))

async function requireSoundPlan(
  { stores }: WorkerContext,
  plan: PlanVersion,
  rules: CallRules,
): Promise<void> {
  const projects = await stores.plans.projects(plan.id)
  const problems = checkPlan({
    allocationCents: allocationOf(rules),
    alliancesShareBasisPoints: rules.allocation.alliancesShareBasisPoints,
    systemActionsCents: plan.systemActionsCents,
    projects: projects.map((project) => ({
      applicationId: project.applicationId,
      grantCents: project.grantCents,
      costCents: project.totalCostCents,
    })),
  })
  if (problems.length > 0)
    throw new Error(
      `plan ${plan.id} is not sound: ${problems.map((one) => `${one.path} ${one.code}`).join(', ')}`,
    )
}
