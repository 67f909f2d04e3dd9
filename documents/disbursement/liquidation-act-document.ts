import type { PassedCheck, Payment } from '../../db/disbursement/payment-store.ts'
import type { Project } from '../../db/alliance/project-store.ts'
import { paymentCheckSchema } from '../../domain/disbursement/payments.ts'
import { sumCents } from '../../domain/shared/money.ts'
import { formatDate } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actingName } from '../acting-name.ts'
import { actPhrase, actBase } from '../act/document-base.ts'
import { titleOf } from '../../words/codes.ts'
import type { StepContext } from '../../procedures/context.ts'
import { admittedCentsOf, tranchesOfProject } from '../../procedures/disbursement/next-step.ts'
import { payeeOf } from '../../procedures/disbursement/payee.ts'

type Liquidation = DocumentViewModel<'liquidation-act'>

/** The liquidation's document: commitment, grant act and its publication, checks, the two approvals, amounts (art. 8). */
export const buildLiquidationActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const payment = await stores.payments.get(proposal.subjectId)
  const project = await stores.projects.get(payment.projectId)
  return {
    kind: 'liquidation-act',
    applicationId: project.applicationId,
    viewModel: {
      ...(await actBase(context, proposal)),
      ...(await groundsOf(context, project)),
      ...(await amountsOf(context, project, payment)),
      tranche: payment.trancheLabel,
      payee: await accountOf(context, project, payment),
      checks: checkRows(await stores.payments.checks(payment.id)),
      approvals: await approvalsOf(context, payment),
    },
  }
}

async function groundsOf({ stores }: StepContext, project: Project) {
  const act = await stores.acts.inForce('GRANT', project.id)
  const { cup, commitmentNumber, commitmentOn } = project
  if (cup === null || commitmentNumber === null || commitmentOn === null || !act?.publishedOn)
    throw new Error(`project ${project.id} has no published grant or no commitment`)
  return {
    project: { code: project.code, title: project.title, cup },
    commitment: {
      number: commitmentNumber,
      year: Number(commitmentOn.slice(0, 4)),
      amountCents: project.grantCents,
    },
    grantAct: actPhrase(act),
    grantPublication: {
      reference: `pubblicazione n. ${act.publicationNumber}`,
      publishedOn: act.publishedOn,
    },
  }
}

async function amountsOf(context: StepContext, project: Project, payment: Payment) {
  const others = (await context.stores.payments.ofProject(project.id)).filter((one) => one.id !== payment.id)
  return {
    grantCents: project.grantCents,
    admittedCents: await admittedForTranche(context, project, payment),
    previouslyPaidCents: sumCents(
      others.filter((one) => one.status === 'PAID').map((one) => one.amountCents),
    ),
    grossCents: payment.amountCents,
    withholdingCents: payment.withholdingCents,
    netCents: payment.amountCents - payment.withholdingCents,
  }
}

/* The expenditure that the amount rests on, where the tranche settles the account. */
async function admittedForTranche(context: StepContext, project: Project, { trancheId }: Payment) {
  const tranche = (await tranchesOfProject(context, project)).find((one) => one.id === trancheId)
  return tranche?.amount === 'SETTLEMENT' ? admittedCentsOf(context, project.id) : null
}

async function accountOf(context: StepContext, project: Project, payment: Payment) {
  if (payment.iban === null) throw new Error(`payment ${payment.id} has no account`)
  const { name, taxCode } = await payeeOf(context, project)
  return { name, taxCode, account: payment.iban }
}

function checkRows(passed: readonly PassedCheck[]): Liquidation['checks'] {
  return paymentCheckSchema.options.map((code) => {
    const check = passed.find((one) => one.code === code)
    return check
      ? {
          name: titleOf('paymentCheck', code),
          outcome: 'Superata',
          evidence: `${check.reference} del ${formatDate(check.checkedOn)}`,
        }
      : { name: titleOf('paymentCheck', code), outcome: 'Non dovuta', evidence: titleOf('checkNotDue', code) }
  })
}

async function approvalsOf({ stores }: StepContext, payment: Payment): Promise<Liquidation['approvals']> {
  const given = [
    {
      ...{ by: payment.officeApprovedBy, at: payment.officeApprovedAt, office: 'Ufficio di programma' },
      element: 'Task_ApprovePaymentOffice',
    },
    {
      ...{ by: payment.financeApprovedBy, at: payment.financeApprovedAt, office: 'Ragioneria' },
      element: 'Task_ApprovePaymentFinance',
    },
  ]
  const people = await stores.network.persons(given.flatMap(({ by }) => by ?? []))
  const approvals: Liquidation['approvals'] = []
  for (const { by, at, office, element } of given) {
    if (by === null || at === null) throw new Error(`payment ${payment.id} lacks an approval`)
    const done = await stores.workItems.lastCompletion(element, payment.id)
    const person = actingName(people.get(by)?.displayName ?? by, done?.standsFor ?? null)
    approvals.push({ person, office, at: at.toISOString() })
  }
  return approvals
}
