import { applicationSchema } from '../../domain/call/application.ts'
import type { Application } from '../../domain/call/application.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import { splitByWeights } from '../../domain/shared/money.ts'
import type { DemoAlliance } from './alliances.ts'
import { demoBody } from './network-ids.ts'

const CENTS = 100
const PARTNER_WEIGHT = 2
const LEAD_WEIGHTS = { STAFF: 6, SERVICES: 4, COMMUNICATION: 1 }

const CONTRIBUTIONS = {
  LEAD: 'Coordina l’Alleanza, tiene i rapporti con la Rete e rendiconta.',
  PARTNER: 'Realizza le azioni del progetto nel proprio ambito e ne sostiene i costi.',
  ADHERENT: 'Condivide gli obiettivi e diffonde le iniziative, senza costi propri.',
}

function partner(code: string, role: keyof typeof CONTRIBUTIONS) {
  const body = demoBody(code)
  return {
    bodyTaxCode: body.taxCode,
    bodyVatNumber: null,
    bodyName: body.name,
    bodyKind: body.kind,
    role,
    size: body.kind === 'ENTERPRISE' ? body.size : null,
    contribution: CONTRIBUTIONS[role],
  }
}

function budget(alliance: DemoAlliance, years: readonly number[]) {
  const shares = [
    ...Object.entries(LEAD_WEIGHTS).map(([categoryId, weight]) => ({
      code: alliance.lead,
      categoryId,
      weight,
    })),
    ...alliance.partners.map((code) => ({
      code,
      categoryId: demoBody(code).kind === 'ENTERPRISE' ? 'SERVICES' : 'STAFF',
      weight: PARTNER_WEIGHT,
    })),
  ].flatMap((share) => years.map((year) => ({ ...share, year })))
  const amounts = splitByWeights(
    alliance.costEuro * CENTS,
    shares.map((share) => share.weight),
  )
  return shares.map(({ code, categoryId, year }, index) => ({
    bodyTaxCode: demoBody(code).taxCode,
    categoryId,
    year,
    costCents: amounts[index] ?? 0,
  }))
}

function cofinancing({ lead, partners, costEuro, requestEuro }: DemoAlliance) {
  const givers = [lead, ...partners]
  const amounts = splitByWeights((costEuro - requestEuro) * CENTS, [givers.length, ...partners.map(() => 1)])
  return givers.map((code, index) => ({
    bodyTaxCode: demoBody(code).taxCode,
    kind: demoBody(code).kind === 'ENTERPRISE' ? ('CASH' as const) : ('STAFF' as const),
    amountCents: amounts[index] ?? 0,
  }))
}

/** The application of a demo alliance to a call: costs over the call's first two years, parts that sum to the cent. */
export function demoApplication(
  alliance: DemoAlliance,
  rules: Pick<CallRules, 'years' | 'requiredDeclarations'>,
): Application {
  return applicationSchema.parse({
    title: alliance.title,
    areaId: alliance.areaId,
    summary: alliance.summary,
    partners: [
      partner(alliance.lead, 'LEAD'),
      ...alliance.partners.map((code) => partner(code, 'PARTNER')),
      ...alliance.adherents.map((code) => partner(code, 'ADHERENT')),
    ],
    budgetLines: budget(alliance, rules.years.slice(0, 2)),
    totalCostCents: alliance.costEuro * CENTS,
    requestedGrantCents: alliance.requestEuro * CENTS,
    cofinancing: cofinancing(alliance),
    indicators: Object.entries(alliance.expected).map(([id, expected]) => ({ id, expected })),
    declarations: rules.requiredDeclarations.map((one) => one.id),
  })
}
