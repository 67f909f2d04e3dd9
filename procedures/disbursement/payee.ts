import type { BodyRecord } from '../../db/network/body-store.ts'
import type { PaymentDeclarations } from '../../db/disbursement/payment-store.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import type { Payee } from '../../domain/disbursement/payments.ts'
import type { StepContext } from '../context.ts'

/** The body that a project's payments go to: its lead (art. 10). Throws Error (a bug) when it is not there. */
export async function payeeOf({ stores }: StepContext, project: Project): Promise<BodyRecord> {
  const body = await stores.network.findBody(project.leadBodyId)
  if (body === null) throw new Error(`project ${project.id} has no lead`)
  return body
}

/** What checks and withholding depend on; before the request nothing is declared. All that the body was granted counts, from
 * its first tranche on, so that splitting avoids no threshold (D.Lgs. 159/2011 art. 91). */
export async function payeeFacts(
  context: StepContext,
  project: Project,
  payment: { amountCents: number; declarations: PaymentDeclarations | null },
): Promise<Payee> {
  const body = await payeeOf(context, project)
  return {
    kind: body.kind,
    amountCents: payment.amountCents,
    commercialActivity: payment.declarations?.commercialActivity ?? false,
    capitalGoods: payment.declarations?.capitalGoods ?? false,
    grantedCents: await context.stores.projects.grantedCentsOf(body.id),
  }
}
