import { z } from 'zod'
import { tranchesOf } from '../../domain/disbursement/payments.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 9, 10: once the Region has approved the plan, each of its projects begins a process of its own, once. */
export const startProjects = defineWorker({
  jobType: 'start-projects',
  input: variablesOf(grantCycle, 'cycleId', 'planVersionId'),
  output: z.strictObject({}),
  async handle({ cycleId, planVersionId }, { stores }) {
    const plan = await stores.plans.get(planVersionId)
    const cycle = await stores.cycles.lock(cycleId)
    if (plan.status !== 'VALIDATED' || cycle === null)
      throw new Error(`plan ${planVersionId} was not approved by the Region`)
    const planned = await stores.plans.projects(planVersionId)
    const { rules } = await stores.calls.get(plan.callId)
    for (const one of planned) {
      const projectId = derivedId('project', planVersionId, one.applicationId)
      const isNew = await stores.projects.start({
        id: projectId,
        cycleId,
        applicationId: one.applicationId,
        planVersionId,
        code: `${cycle.code}-${one.code}`,
        grantCents: one.grantCents,
        costCents: one.totalCostCents,
        endsOn: plan.endsOn,
        tranches: tranchesOf(one.grantCents, rules.tranches),
      })
      if (isNew)
        await stores.outbox.publishMessage({
          cycleId,
          name: 'ProjectApproved',
          correlationKey: projectId,
          variables: { cycleId, projectId },
        })
    }
    return {}
  },
})
