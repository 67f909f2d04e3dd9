import type { PlanVersion } from '../../db/approval/plan-store.ts'
import { regionalApproval } from '../../domain/process/regional-approval.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { addCalendarDays, toEngineInstant } from '../../domain/shared/terms.ts'
import type { PackageFile } from '../../reports/package.ts'
import { planTable } from '../../documents/approval/plan-table.ts'
import { requiredDocument } from '../../documents/approval/required-document.ts'
import { makePackage, sendPackage } from '../../documents/approval/send-package.ts'
import type { PackageContents } from '../../documents/approval/letter-document.ts'
import type { StepContext } from '../../procedures/context.ts'
import { defineLongWorker, occurrenceId } from '../worker.ts'

/* Art. 8: the adopted plan goes to the Region once, sealed with its ranking, its hashes and the head of the audit chain. */
export const sendPlanPackage = defineLongWorker({
  jobType: 'send-plan-package',
  input: variablesOf(regionalApproval, 'cycleId', 'planVersionId'),
  output: variablesOf(regionalApproval, 'submissionId', 'regionReminderAt'),
  async prepare({ cycleId, planVersionId }, outside) {
    const submissionId = occurrenceId(outside, 'submission')
    const made = await makePackage(outside, { id: submissionId, kind: 'PLAN', cycleId }, (context) =>
      planContents(context, planVersionId),
    )
    return async (context) => {
      const { stores, now } = context
      const plan = await stores.plans.get(planVersionId)
      const { rules } = await stores.calls.get(plan.callId)
      await stores.submissions.prepare({ id: submissionId, cycleId, kind: 'PLAN', subjectId: plan.id })
      const submission = await stores.submissions.lock(submissionId)
      if (submission?.status === 'PREPARED') {
        if (!(await stores.plans.move(plan.id, 'send'))) throw new Error(`plan ${plan.id} is not adopted`)
        await sendPackage(context, submission, made)
      }
      const sentAt = submission?.sentAt ?? now
      const regionReminderAt = toEngineInstant(addCalendarDays(sentAt, rules.terms.regionalReminderDays))
      return { submissionId, regionReminderAt }
    }
  },
})

async function planContents(context: StepContext, planVersionId: string): Promise<PackageContents> {
  const plan = await context.stores.plans.get(planVersionId)
  const { cycle } = await context.stores.networkSettings.documentHead(plan.cycleId)
  return {
    act: { kind: 'PLAN_APPROVAL', subjectId: plan.id },
    packageId: `${cycle.code}-piano-${plan.version}`,
    subject: `Trasmissione del Piano territoriale di conciliazione «${cycle.title}», versione ${plan.version}`,
    request: 'Si trasmette per la validazione il Piano territoriale di conciliazione (regolamento, art. 8).',
    files: await planFiles(context, plan),
  }
}

async function planFiles(context: StepContext, plan: PlanVersion): Promise<PackageFile[]> {
  const { rules } = await context.stores.calls.get(plan.callId)
  return [
    await requiredDocument(context, {
      ...{ kind: 'plan', subjectId: plan.id },
      ...{ name: 'piano-territoriale.pdf', description: `Piano territoriale, versione ${plan.version}` },
    }),
    await requiredDocument(context, {
      ...{ kind: 'ranking', subjectId: plan.rankingId },
      ...{ name: 'graduatoria.pdf', description: 'Graduatoria dei progetti' },
    }),
    await requiredDocument(context, {
      ...{ kind: 'ranking-seal', subjectId: plan.rankingId },
      ...{
        name: 'graduatoria-sigillo.json',
        description: 'Graduatoria sigillata, ricalcolabile da chiunque',
      },
    }),
    ...planTable(await context.stores.plans.projects(plan.id), rules),
  ]
}
