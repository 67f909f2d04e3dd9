import type { Project } from '../../db/alliance/project-store.ts'
import type { ExpenseStatement } from '../../db/expenditure/statement-store.ts'
import { nextStep } from '../../domain/disbursement/next-step.ts'
import type { NextStep } from '../../domain/disbursement/next-step.ts'
import { trancheDue, tranchesOf } from '../../domain/disbursement/payments.ts'
import type { ProjectAccount, Tranche } from '../../domain/disbursement/payments.ts'
import { sumCents } from '../../domain/shared/money.ts'
import type { Cents } from '../../domain/shared/money.ts'
import type { StepContext } from '../context.ts'

/** What a project's settled statements admitted, in cents. */
export async function admittedCentsOf({ stores }: StepContext, projectId: string): Promise<number> {
  return admittedIn(await stores.statements.settledOf(projectId))
}

const admittedIn = (settled: readonly ExpenseStatement[]): Cents =>
  sumCents(settled.map((one) => one.admittedCents))

/** A project's tranches by the call's frozen configuration. */
export async function tranchesOfProject({ stores }: StepContext, project: Project): Promise<Tranche[]> {
  const { rules } = await stores.calls.get(project.callId)
  return tranchesOf(project.grantCents, rules.tranches)
}

async function accountOf(
  { stores }: StepContext,
  project: Project,
  settled: readonly ExpenseStatement[],
): Promise<ProjectAccount> {
  return {
    grantedCents: project.grantCents,
    approvedCostCents: project.costCents,
    admittedCents: admittedIn(settled),
    paidCents: await stores.payments.paidCents(project.id),
  }
}

/** What is due of a tranche of a project as its account stands, in cents. Throws Error when the call has no such tranche. */
export async function amountDue(context: StepContext, project: Project, trancheId: string): Promise<Cents> {
  const tranche = (await tranchesOfProject(context, project)).find((one) => one.id === trancheId)
  if (tranche === undefined) throw new Error(`the call of project ${project.id} has no tranche ${trancheId}`)
  const settled = await context.stores.statements.settledOf(project.id)
  return trancheDue(tranche, await accountOf(context, project, settled))
}

/** What a project does next, by its call's tranches and all that is recorded of it. */
export async function projectNextStep(context: StepContext, project: Project): Promise<NextStep> {
  const { stores } = context
  const settled = await stores.statements.settledOf(project.id)
  const payments = await stores.payments.ofProject(project.id)
  return nextStep(await tranchesOfProject(context, project), {
    account: await accountOf(context, project, settled),
    settledStatements: settled.length,
    resultsReported: await stores.results.isReported(project.id),
    paidTrancheIds: payments.filter((one) => one.status === 'PAID').map((one) => one.trancheId),
  })
}
