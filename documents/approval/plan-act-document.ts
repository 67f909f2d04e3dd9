import type { PlanProject, PlanVersion } from '../../db/approval/plan-store.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { cents, splitByWeights } from '../../domain/shared/money.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { citeAct, actBase } from '../act/document-base.ts'
import type { StepContext } from '../../procedures/context.ts'

/** The plan's document: funded projects, system actions, money by year at the call's split (art. 8). */
export const buildPlanActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const plan = await stores.plans.get(proposal.subjectId)
  const { rules } = await stores.calls.get(plan.callId)
  const projects = await stores.plans.projects(plan.id)
  return {
    kind: 'plan',
    viewModel: {
      ...(await actBase(context, proposal)),
      version: plan.version,
      rankingAct: await citeAct(context, 'RANKING_APPROVAL', plan.rankingId),
      guidanceAct: await guidanceAct(context, plan.cycleId),
      changes: null,
      startsOn: localDateOf(plan.drawnUpAt),
      endsOn: plan.endsOn,
      alliancesShareBasisPoints: rules.allocation.alliancesShareBasisPoints,
      projects: projects.map((project) => projectRow(project, rules)),
      systemActions: systemActions(plan),
      financialPlan: financialPlan(plan, rules),
      monitoring:
        'Relazioni intermedie e finali nei termini indicati dagli uffici regionali; risultati attesi e raggiunti sono presentati al Comitato (regolamento, art. 6 e 8).',
      communication:
        'Interventi di pubblicizzazione e diffusione delle esperienze e dei risultati, d’intesa tra Capofila di Rete e Comitato (regolamento, art. 6 e 8).',
    },
  }
}

async function guidanceAct(context: StepContext, cycleId: string): Promise<string> {
  const guidance = await context.stores.guidance.latest(cycleId)
  if (guidance === null) throw new Error(`cycle ${cycleId} has no guidance document`)
  return citeAct(context, 'GUIDANCE_ADOPTION', guidance.id)
}

function projectRow(project: PlanProject, rules: CallRules) {
  return {
    code: project.code,
    title: project.title,
    lead: { name: project.leadName, taxCode: project.leadTaxCode },
    partners: project.partners,
    area: areaLabel(project.area, rules),
    totalCostCents: project.totalCostCents,
    cofinancingCents: project.totalCostCents - project.grantCents,
    grantCents: project.grantCents,
    expectedResults: expectedText(project, rules),
  }
}

/** The label that a call gives to an area; the id itself where the call does not know it. */
export const areaLabel = (id: string, rules: CallRules): string =>
  rules.areas.find((area) => area.id === id)?.label ?? id

function expectedText(project: PlanProject, rules: CallRules): string {
  const texts = project.expected.map(({ indicator, expected }) => {
    const known = rules.indicators.find((one) => one.id === indicator)
    return known ? `${known.label}: ${expected} ${known.unit}` : `${indicator}: ${expected}`
  })
  return texts.join('; ') || 'Nessun indicatore'
}

function systemActions(plan: PlanVersion) {
  if (plan.systemActionsCents === 0) return []
  return [
    {
      title: 'Azioni di sistema',
      description:
        'Azioni che coinvolgono il territorio della Rete, coordinate dal Capofila di Rete (regolamento, art. 8)',
      amountCents: plan.systemActionsCents,
    },
  ]
}

/* Each year's shares are split from the whole, so that the years sum to the plan to the cent. */
function financialPlan(plan: PlanVersion, rules: CallRules) {
  const { years } = rules.allocation
  const alliances = splitByWeights(
    cents(plan.alliancesCents),
    years.map((one) => one.amountCents),
  )
  return years.map((one, index) => {
    const alliancesCents = alliances[index] ?? 0
    return { year: one.year, alliancesCents, systemActionsCents: one.amountCents - alliancesCents }
  })
}
