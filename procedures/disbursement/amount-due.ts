import type { Project } from '../../db/alliance/project-store.ts'
import type { PaymentPrecondition, Tranche } from '../../domain/call/configuration.ts'
import { balanceDue, missingPreconditions, trancheAmount } from '../../domain/disbursement/payments.ts'
import { minCents, sumCents } from '../../domain/shared/money.ts'
import type { StepContext } from '../context.ts'

/** What a project's settled statements admitted, in cents. */
export async function admittedCentsOf({ stores }: StepContext, projectId: string): Promise<number> {
  const statements = await stores.statements.ofProject(projectId)
  return sumCents(statements.filter((one) => one.status === 'SETTLED').map((one) => one.admittedCents))
}

/** What a tranche of a project may amount to by the call's frozen schedule, in cents; zero when the call does not have it. */
export async function trancheLimit(
  { stores }: StepContext,
  project: Project,
  tranche: Tranche,
): Promise<number> {
  const { rules } = await stores.calls.get(project.callId)
  return trancheAmount(project.grantCents, rules.payments, tranche) ?? 0
}

/** What is due of a tranche of a project, in cents: the advance by the call's frozen schedule, the balance by what was
 * admitted less what was paid, and never above its tranche. Zero when nothing is due. */
export async function amountDue(context: StepContext, project: Project, tranche: Tranche): Promise<number> {
  const limit = await trancheLimit(context, project, tranche)
  if (tranche === 'ADVANCE') return limit
  const { dueCents } = balanceDue({
    grantedCents: project.grantCents,
    approvedCostCents: project.costCents,
    admittedCents: await admittedCentsOf(context, project.id),
    paidCents: await context.stores.payments.paidCents(project.id),
  })
  return minCents(dueCents, limit)
}

/** What the call asks for before a tranche and is not there yet. */
export async function missingBefore(
  { stores }: StepContext,
  project: Project,
  tranche: Tranche,
): Promise<PaymentPrecondition[]> {
  const { rules } = await stores.calls.get(project.callId)
  const statements = await stores.statements.ofProject(project.id)
  return missingPreconditions(tranche, rules.payments, {
    AGREEMENT_SIGNED: project.agreementSignedOn !== null,
    STATEMENT_ADMITTED: statements.some((one) => one.status === 'SETTLED'),
    RESULTS_RECEIVED: await stores.results.isReported(project.id),
  })
}
