import { applicationSchema } from '../../domain/call/application.ts'
import type { Application } from '../../domain/call/application.ts'
import type { CallRules } from '../../domain/call/configuration.ts'
import type { NetworkDocument } from '../../domain/network/network-document.ts'
import { splitByWeights } from '../../domain/shared/money.ts'
import type { Alliance } from './alliances.ts'
import { demoNetwork } from './network.ts'

const CENTS = 100
const PARTNER_WEIGHT = 2
/* Of the lead's costs, by the call's categories in their order; of an enterprise all are of the second, of others of the first. */
const LEAD_WEIGHTS = [6, 4, 1]

const CONTRIBUTIONS = {
  LEAD: 'Coordina l’Alleanza, tiene i rapporti con la Rete e rendiconta.',
  PARTNER: 'Realizza le azioni del progetto nel proprio ambito e ne sostiene i costi.',
  ADHERENT: 'Condivide gli obiettivi e diffonde le iniziative, senza costi propri.',
}

const NEED = 'Chi lavora e ha carichi di cura non trova servizi nei propri orari.'
const NOTICE = 'Avviso pubblico di manifestazione di interesse alla coprogettazione, n. 1'

type Bodies = NetworkDocument['bodies']
type Rules = Pick<CallRules, 'years' | 'costCategories' | 'requiredDeclarations'>

function bodyOf(bodies: Bodies, code: string): Bodies[number] {
  const body = bodies.find((one) => one.code === code)
  if (body === undefined) throw new Error(`the network has no body ${code}`)
  return body
}

function partner(body: Bodies[number], role: keyof typeof CONTRIBUTIONS) {
  return {
    bodyTaxCode: body.taxCode,
    bodyVatNumber: null,
    bodyName: body.name,
    bodyAddress: body.address,
    bodyKind: body.kind,
    role,
    size: body.kind === 'ENTERPRISE' ? body.size : null,
    contribution: CONTRIBUTIONS[role],
  }
}

function budget(alliance: Alliance, rules: Rules, bodies: Bodies) {
  const categories = rules.costCategories.map((one) => one.id)
  const shares = [
    ...categories.map((categoryId, index) => ({
      ...{ code: alliance.lead, categoryId, weight: LEAD_WEIGHTS[index] ?? 1 },
    })),
    ...alliance.partners.map((code) => ({
      code,
      categoryId: categories[bodyOf(bodies, code).kind === 'ENTERPRISE' ? 1 : 0] ?? '',
      weight: PARTNER_WEIGHT,
    })),
  ].flatMap((share) => rules.years.slice(0, 2).map((year) => ({ ...share, year })))
  const amounts = splitByWeights(
    alliance.costEuro * CENTS,
    shares.map((share) => share.weight),
  )
  return shares.map(({ code, categoryId, year }, index) => ({
    bodyTaxCode: bodyOf(bodies, code).taxCode,
    categoryId,
    year,
    costCents: amounts[index] ?? 0,
  }))
}

function cofinancing({ lead, partners, costEuro, requestEuro }: Alliance, bodies: Bodies) {
  const givers = [lead, ...partners]
  const amounts = splitByWeights((costEuro - requestEuro) * CENTS, [givers.length, ...partners.map(() => 1)])
  return givers.map((code, index) => {
    const { taxCode, kind } = bodyOf(bodies, code)
    return {
      bodyTaxCode: taxCode,
      kind: kind === 'ENTERPRISE' ? ('CASH' as const) : ('STAFF' as const),
      amountCents: amounts[index] ?? 0,
    }
  })
}

/** The application of an alliance to a call: costs over the call's first two years, parts that sum to the cent. Bodies are
 * those of the demo's network unless told. */
export function allianceApplication(
  alliance: Alliance,
  rules: Rules,
  bodies: Bodies = demoNetwork.bodies,
): Application {
  return applicationSchema.parse({
    title: alliance.title,
    areaId: alliance.areaId,
    summary: alliance.summary,
    partners: [
      partner(bodyOf(bodies, alliance.lead), 'LEAD'),
      ...alliance.partners.map((code) => partner(bodyOf(bodies, code), 'PARTNER')),
      ...alliance.adherents.map((code) => partner(bodyOf(bodies, code), 'ADHERENT')),
    ],
    budgetLines: budget(alliance, rules, bodies),
    totalCostCents: alliance.costEuro * CENTS,
    requestedGrantCents: alliance.requestEuro * CENTS,
    cofinancing: cofinancing(alliance, bodies),
    indicators: Object.entries(alliance.expected).map(([id, expected]) => ({ id, expected })),
    declarations: rules.requiredDeclarations.map((one) => one.id),
    signatory: null,
    contacts: [{ name: 'Ufficio progetti', email: 'progetti@capofila.example', phone: '02 00000000' }],
    actions: [{ areaId: alliance.areaId, need: NEED, action: alliance.summary }],
    partnerNotice: { reference: NOTICE, publishedOn: `${(rules.years[0] ?? 0) - 1}-11-16`, address: null },
  })
}
