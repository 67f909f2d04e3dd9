import type { StepContext } from '../context.ts'

/** Takes back the plan version that rests on a ranking and that nobody has adopted, with the proposal of its act (art. 8); false when it was
 * taken back before. */
export async function withdrawPlan({ stores, now }: StepContext, rankingId: string): Promise<boolean> {
  const plan = await stores.plans.latestOn(rankingId)
  if (plan === null || !(await stores.plans.move(plan.id, 'withdraw'))) return false
  const proposal = await stores.acts.openOn('PLAN_APPROVAL', plan.id)
  if (proposal === null) throw new Error(`plan ${plan.id} has no act to withdraw`)
  await stores.acts.withdraw(proposal.id)
  await stores.workItems.endAllFor('Task_RecordAct', [proposal.id], { action: 'withdraw', at: now })
  return true
}
