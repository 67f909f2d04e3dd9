import type { Project } from '../../db/alliance/project-store.ts'
import { tranchesOf } from '../../domain/disbursement/payments.ts'
import { splitByWeights, sumCents } from '../../domain/shared/money.ts'
import { formatDate } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { citeAct, actBase } from '../act/document-base.ts'
import { trancheConditions } from '../../words/call-rules.ts'
import type { StepContext } from '../../procedures/context.ts'

type Grant = DocumentViewModel<'grant-act'>

const CONDITIONS = [
  'rendicontare la spesa con i documenti, le quote e l’evidenza delle procedure di scelta (regolamento, art. 10)',
  'riportare il CUP nei documenti di spesa e di pagamento',
  'comunicare al Capofila di Rete ogni variazione del partenariato (regolamento, art. 9)',
  'scegliere i partner con avviso pubblico e i fornitori secondo il Codice dei contratti pubblici (regolamento, art. 10)',
  'pubblicare entro il 30 giugno le somme ricevute nell’anno precedente, se superano € 10.000 (L. 124/2017, art. 1 c. 125)',
]

/** The grant act's document: the project as approved, with its CUP, what each partner and year receive, the conditions. */
export const buildGrantActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const project = await stores.projects.get(proposal.subjectId)
  const call = await stores.calls.get(project.callId)
  const plan = await stores.plans.get(project.planVersionId)
  return {
    kind: 'grant-act',
    applicationId: project.applicationId,
    viewModel: {
      ...(await actBase(context, proposal)),
      ...identity(project),
      ...(await shares(context, project)),
      cor: null,
      planVersion: plan.version,
      planAct: await citeAct(context, 'PLAN_APPROVAL', plan.id),
      regionalApproval: await regionalApproval(context, plan.id),
      callTitle: call.title,
      callAct: await citeAct(context, 'CALL_NOTICE', call.id),
      totalCostCents: project.costCents,
      cofinancingCents: project.costCents - project.grantCents,
      grantCents: project.grantCents,
      payments: tranchesOf(project.grantCents, call.rules.tranches).map((one) => ({
        name: one.label,
        shareBasisPoints: one.basisPoints,
        amountCents: one.limitCents,
        condition: trancheConditions(one),
      })),
      conditions: CONDITIONS,
    },
  }
}

function identity(project: Project): Pick<Grant, 'project' | 'agreement'> {
  const { cup, startsOn, agreementSignedOn, agreementProtocol } = project
  if (cup === null || startsOn === null || agreementSignedOn === null)
    throw new Error(`project ${project.id} has no CUP or no agreement`)
  return {
    project: { code: project.code, title: project.title, cup, startsOn, endsOn: project.endsOn },
    agreement: { reference: `accordo di alleanza, prot. ${agreementProtocol}`, signedOn: agreementSignedOn },
  }
}

async function regionalApproval({ stores }: StepContext, planVersionId: string): Promise<string> {
  const submission = await stores.submissions.validationOf(planVersionId)
  if (!submission?.outcome) throw new Error(`plan ${planVersionId} has no outcome of the Region`)
  return `nota prot. ${submission.outcome.protocol} del ${formatDate(submission.outcome.decidedOn)}`
}

/* Every body and every year get the grant's share of their costs, and the shares sum to the grant. */
async function shares(
  { stores }: StepContext,
  project: Project,
): Promise<Pick<Grant, 'payee' | 'partners' | 'years'>> {
  const alliance = await stores.applications.partnersOf(project.applicationId)
  const budget = await stores.applications.budgetOf(project.applicationId)
  const costOf = (which: (line: (typeof budget)[number]) => boolean) =>
    sumCents(budget.filter(which).map((line) => line.costCents))
  const costs = alliance.map((one) => costOf((line) => line.bodyId === one.bodyId))
  const grants = splitByWeights(project.grantCents, costs)
  const partners = alliance.map(({ name, taxCode, role }, index) => ({
    ...{ name, taxCode, role },
    ...{ costCents: costs[index] ?? 0, grantCents: grants[index] ?? 0 },
  }))
  const lead = partners.find((one) => one.role === 'LEAD')
  if (lead === undefined) throw new Error(`project ${project.id} has no lead`)
  const years = [...new Set(budget.map((line) => line.year))].toSorted((a, b) => a - b)
  const ofYears = splitByWeights(
    project.grantCents,
    years.map((year) => costOf((line) => line.year === year)),
  )
  return {
    payee: { name: lead.name, taxCode: lead.taxCode },
    partners,
    years: years.map((year, index) => ({ year, amountCents: ofYears[index] ?? 0 })),
  }
}
