import {
  cents,
  percentOf,
  proportionOf,
  splitByWeights,
  subtractCents,
  sumCents,
  WHOLE_BASIS_POINTS,
} from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import { localDate } from '../shared/local-date.ts'
import type { Application } from './application.ts'
import type { CallRules } from './configuration.ts'

/* What an invented application tries: one is in order, each of the others breaks or touches one rule. */
const TRIALS = [
  'IN_ORDER',
  'HIGHEST',
  'EQUAL_POINTS',
  'OUTLIER',
  'BELOW_THRESHOLD',
  'BELOW_CRITERION',
  'ABOVE_MAXIMUM',
  'BELOW_MINIMUM',
  'ABOVE_SHARE',
  'ABOVE_CAP',
  'TOO_FEW_BODIES',
  'PRIVATE_LEAD',
  'DECLARATION_MISSING',
  'ATTACHMENT_MISSING',
  'UNCONFIRMED',
] as const
export type Trial = (typeof TRIALS)[number]

/** An invented application, with what comes with it: the kinds of its attachments, who has not confirmed, and the part of the most
 * points that each evaluator gives it, in basis points, for each criterion. */
export interface TrialApplication {
  trial: Trial
  application: Application
  attached: readonly string[]
  unconfirmed: readonly Pick<Partner, 'bodyTaxCode' | 'bodyName'>[]
  given: (evaluator: number, criterion: number) => number
}

type Partner = Application['partners'][number]
type Change = (base: Application, rules: CallRules) => Application | null

const EURO = 100
const NOTICE_DAY = localDate('2000-01-01')
/* A partita IVA that nobody has to look up: its check digit is right, as that of a real one must be. */
function codeOf(number: number): string {
  const digits = `${1_000_000 + number}015`
  const weighed = Array.from(digits, (digit, index) => {
    const double = Number(digit) * (index % 2 === 0 ? 1 : 2)
    return double > 9 ? double - 9 : double
  })
  const sum = weighed.reduce((total, one) => total + one, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const LEAD = codeOf(0)

function body(number: number, bodyName: string, kind: Pick<Partner, 'bodyKind' | 'role'>): Partner {
  const size = kind.bodyKind === 'ENTERPRISE' ? ('MICRO' as const) : null
  const code = { bodyTaxCode: codeOf(number), bodyVatNumber: null, bodyAddress: null }
  return { ...code, ...kind, bodyName, size, contribution: 'Prova' }
}

/* As few bodies as the call takes, with one that adheres. */
function alliance({ partnership }: CallRules): Partner[] {
  const { minBodies, minPublic, minMicroSmall } = partnership
  const publicBodies = Math.max((minPublic ?? 0) - 1, 0)
  const small = minMicroSmall ?? 0
  const others = Math.max(minBodies - 1 - publicBodies - small, 0)
  const named = (count: number, name: string, bodyKind: Partner['bodyKind']) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${name} ${index + 1}`,
      bodyKind,
      role: 'PARTNER' as const,
    }))
  return [
    { name: 'Capofila', bodyKind: 'MUNICIPALITY' as const, role: 'LEAD' as const },
    ...named(publicBodies, 'Ente pubblico', 'MUNICIPALITY'),
    ...named(small, 'Microimpresa', 'ENTERPRISE'),
    ...named(others, 'Ente', 'THIRD_SECTOR'),
    { name: 'Aderente', bodyKind: 'THIRD_SECTOR' as const, role: 'ADHERENT' as const },
  ].map(({ name, ...kind }, number) => body(number, name, kind))
}

/* Categories with a cap get their even part or the cap, the others the rest; where all have one, the caps are filled in proportion. */
function costsOf({ costCategories, years }: CallRules, total: Cents): Application['budgetLines'] {
  const even = Math.floor(WHOLE_BASIS_POINTS / costCategories.length)
  const free = costCategories.find(({ capBasisPoints }) => capBasisPoints === null)
  const weights = costCategories.map(({ capBasisPoints }) => capBasisPoints ?? WHOLE_BASIS_POINTS)
  const capped = costCategories.map(({ capBasisPoints }) =>
    Math.floor((total * Math.min(even, capBasisPoints ?? 0)) / WHOLE_BASIS_POINTS),
  )
  const filled = free === undefined ? splitByWeights(total, weights) : capped
  const rest = subtractCents(total, sumCents(filled))
  return costCategories.map(({ id }, index) => ({
    ...{ bodyTaxCode: LEAD, categoryId: id, year: years[0] ?? 0 },
    costCents: cents((filled[index] ?? 0) + (id === free?.id ? rest : 0)),
  }))
}

/* The least cost of which a grant is no more than the share that the call gives. */
function costFor({ grant }: CallRules, requested: number): Cents {
  const cost = proportionOf(requested, WHOLE_BASIS_POINTS, Math.max(grant.maxShareBasisPoints, 1))
  return percentOf(cost, grant.maxShareBasisPoints) < requested ? cents(cost + EURO) : cost
}

function withMoney(
  base: Application,
  rules: CallRules,
  money: { requested: number; cost: number },
): Application {
  const { requested, cost } = money
  const given = subtractCents(cost, requested)
  const [kind] = rules.cofinancingKinds
  return {
    ...base,
    budgetLines: costsOf(rules, cents(cost)),
    totalCostCents: cents(cost),
    requestedGrantCents: cents(requested),
    cofinancing: kind === undefined || given <= 0 ? [] : [{ bodyTaxCode: LEAD, kind, amountCents: given }],
  }
}

const asking = (base: Application, rules: CallRules, requested: number): Application =>
  withMoney(base, rules, { requested, cost: costFor(rules, requested) })

/* A third of the line where the call sets no maximum, so that three fill it. */
const usualRequest = ({ grant, budgetLineCents }: CallRules): number =>
  grant.maxAmountCents ?? Math.max(Math.floor(budgetLineCents / 3), grant.minAmountCents ?? 0)

function inOrder(rules: CallRules): Application {
  const base: Application = {
    ...{ title: 'Domanda di prova', areaId: rules.areas[0]?.id ?? '', summary: 'Domanda di prova.' },
    ...{ partners: alliance(rules), budgetLines: [], cofinancing: [] },
    ...{ totalCostCents: cents(0), requestedGrantCents: cents(0), signatory: null },
    contacts: [{ name: 'Prova', email: 'prova@ente.example', phone: '02 00000000' }],
    actions: [{ areaId: rules.areas[0]?.id ?? '', need: 'Prova', action: 'Prova' }],
    partnerNotice: { reference: 'Avviso di prova', publishedOn: NOTICE_DAY, address: null },
    indicators: rules.indicators.map(({ id }) => ({ id, expected: 1 })),
    declarations: rules.requiredDeclarations.map(({ id }) => id),
  }
  return asking(base, rules, usualRequest(rules))
}

function aboveCap(base: Application, { costCategories }: CallRules): Application | null {
  const capped = costCategories.find(({ capBasisPoints }) => capBasisPoints !== null)
  const other = costCategories.find(({ id }) => id !== capped?.id)
  if (capped === undefined || other === undefined) return null
  const most = percentOf(base.totalCostCents, capped.capBasisPoints ?? 0)
  const over = cents(Math.min(most + EURO, base.totalCostCents))
  const line = base.budgetLines[0]
  const lines = [
    { categoryId: capped.id, costCents: over },
    { categoryId: other.id, costCents: subtractCents(base.totalCostCents, over) },
  ]
  return line === undefined ? null : { ...base, budgetLines: lines.map((one) => ({ ...line, ...one })) }
}

/* How each differs from the one that is in order; null where the call has no such rule. */
const CHANGES: Partial<Record<Trial, Change>> = {
  /* Equal in points to the one that is in order, it asks for a little less. */
  EQUAL_POINTS: (base, rules) =>
    asking(
      base,
      rules,
      Math.max(Math.floor(base.requestedGrantCents * 0.9), rules.grant.minAmountCents ?? 0),
    ),
  ABOVE_MAXIMUM: (base, rules) =>
    rules.grant.maxAmountCents === null ? null : asking(base, rules, rules.grant.maxAmountCents + EURO),
  BELOW_MINIMUM: (base, rules) =>
    rules.grant.minAmountCents === null || rules.grant.minAmountCents <= EURO
      ? null
      : asking(base, rules, rules.grant.minAmountCents - EURO),
  ABOVE_SHARE: (base, rules) =>
    rules.grant.maxShareBasisPoints === WHOLE_BASIS_POINTS
      ? null
      : withMoney(base, rules, {
          requested: base.requestedGrantCents,
          cost: Math.max(base.totalCostCents - 10 * EURO, base.requestedGrantCents),
        }),
  ABOVE_CAP: aboveCap,
  TOO_FEW_BODIES: (base, { partnership }) =>
    partnership.minBodies < 2
      ? null
      : { ...base, partners: base.partners.filter(({ role }) => role === 'LEAD') },
  PRIVATE_LEAD: (base) => ({
    ...base,
    partners: [
      ...base.partners,
      body(base.partners.length, 'Altro ente pubblico', { bodyKind: 'MUNICIPALITY', role: 'PARTNER' }),
    ].map((one) => (one.role === 'LEAD' ? { ...one, bodyKind: 'THIRD_SECTOR' as const } : one)),
  }),
  DECLARATION_MISSING: (base) => (base.declarations.length === 0 ? null : { ...base, declarations: [] }),
  ATTACHMENT_MISSING: (base, { requiredAttachments }) => (requiredAttachments.length === 0 ? null : base),
  UNCONFIRMED: (base) => (base.partners.some(({ role }) => role === 'PARTNER') ? base : null),
  BELOW_CRITERION: (base, { evaluation }) =>
    evaluation.criteria.some(({ minCentipoints }) => minCentipoints !== null) ? base : null,
}

/* The part of the most points that is given: higher for the highest, two that are equal, one evaluator far from the others. */
function given(trial: Trial, { evaluation }: CallRules): TrialApplication['given'] {
  const { criteria, thresholdCentipoints, maxCentipoints } = evaluation
  const threshold = Math.floor((thresholdCentipoints * WHOLE_BASIS_POINTS) / maxCentipoints)
  const good = Math.floor((threshold + WHOLE_BASIS_POINTS) / 2)
  const withMinimum = criteria.findIndex(({ minCentipoints }) => minCentipoints !== null)
  if (trial === 'HIGHEST') return () => WHOLE_BASIS_POINTS
  if (trial === 'BELOW_THRESHOLD') return () => Math.max(threshold - 1000, 0)
  if (trial === 'OUTLIER') return (evaluator) => (evaluator === 0 ? 0 : WHOLE_BASIS_POINTS)
  if (trial === 'BELOW_CRITERION')
    return (_, criterion) => (criterion === withMinimum ? 0 : WHOLE_BASIS_POINTS)
  return () => good
}

/** Applications made up from a call's own rules, always the same for the same rules: each trial that the rules know. */
export function trialApplications(rules: CallRules): TrialApplication[] {
  const base = inOrder(rules)
  return TRIALS.flatMap((trial) => {
    const change = CHANGES[trial]
    const application = change === undefined ? base : change(base, rules)
    if (application === null) return []
    const partner = application.partners.find(({ role }) => role === 'PARTNER')
    return [
      {
        ...{ trial, application, given: given(trial, rules) },
        attached: trial === 'ATTACHMENT_MISSING' ? [] : rules.requiredAttachments.map(({ kind }) => kind),
        unconfirmed: trial === 'UNCONFIRMED' && partner ? [partner] : [],
      },
    ]
  })
}
