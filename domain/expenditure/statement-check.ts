import type { CallRules } from '../call/configuration.ts'
import type { LocalDate } from '../shared/local-date.ts'
import { percentOf, sumCents } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import type { Problem } from '../shared/problem.ts'
import { expenseDocumentKey } from './statement.ts'
import type { Statement, StatementLine, Transfer } from './statement.ts'

/** What a statement is checked against: the alliance, the call's lists, and what is already known of its documents. */
export type StatementContext = {
  leadTaxCode: string
  spendingBodies: readonly string[]
  categories: readonly string[]
  years: readonly number[]
  on: LocalDate
  known: ReadonlyMap<string, { amountCents: number; claimedCents: number }>
  receivedCents: number
  transferredCents: number
}

const QUOTAS_ABOVE = 'QUOTAS_ABOVE_DOCUMENT'

function lineProblems(line: StatementLine, index: number, context: StatementContext): Problem[] {
  const rules: [holds: boolean, field: string, code: string, message: string][] = [
    [
      context.spendingBodies.includes(line.bodyTaxCode),
      'bodyTaxCode',
      'BODY_UNKNOWN',
      'L’ente non è capofila né partner.',
    ],
    [
      context.categories.includes(line.categoryId),
      'categoryId',
      'CATEGORY_UNKNOWN',
      'La categoria non è dell’avviso.',
    ],
    [context.years.includes(line.year), 'year', 'YEAR_UNKNOWN', 'L’anno non è fra quelli dell’avviso.'],
    [
      line.document.issuedOn <= context.on,
      'document.issuedOn',
      'IN_THE_FUTURE',
      'Il documento ha una data futura.',
    ],
    [line.paidOn <= context.on, 'paidOn', 'IN_THE_FUTURE', 'Il pagamento ha una data futura.'],
  ]
  const broken = rules.filter(([holds]) => !holds)
  return broken.map(([, field, code, message]) => ({ path: `lines[${index}].${field}`, code, message }))
}

function documentProblems(lines: readonly StatementLine[], context: StatementContext): Problem[] {
  const byDocument = Map.groupBy(lines, (line) => expenseDocumentKey(line.document))
  return [...byDocument].flatMap(([key, group]) => {
    const known = context.known.get(key)
    const amounts = new Set([
      ...group.map((line) => line.document.amountCents),
      ...(known ? [known.amountCents] : []),
    ])
    const name = `Il documento ${group[0]?.document.number ?? ''}`
    const amount = Math.min(...amounts)
    const claimed = sumCents([known?.claimedCents ?? 0, ...group.map((line) => line.claimedCents)])
    const differs = `${name} è presentato con importi diversi.`
    const above = `${name} vale {${amount}:euro}: le quote chieste su tutti i progetti sommano a {${claimed}:euro}.`
    return [
      ...(amounts.size > 1 ? [{ path: 'lines', code: 'DOCUMENT_DIFFERS', message: differs }] : []),
      ...(claimed > amount ? [{ path: 'lines', code: QUOTAS_ABOVE, message: above }] : []),
    ]
  })
}

function repeatedQuotas(lines: readonly StatementLine[]): Problem[] {
  const keys = lines.map(
    (line) => `${expenseDocumentKey(line.document)}|${line.bodyTaxCode}|${line.categoryId}|${line.year}`,
  )
  const repeated = keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []))
  const message = 'La stessa quota (documento, ente, categoria, anno) compare due volte.'
  return repeated.map((index) => ({ path: `lines[${index}]`, code: 'REPEATED', message }))
}

function transferProblems(transfers: readonly Transfer[], context: StatementContext): Problem[] {
  const partners = context.spendingBodies.filter((taxCode) => taxCode !== context.leadTaxCode)
  const each = transfers.flatMap((one, index): Problem[] => {
    const path = `transfers[${index}]`
    const unknown = {
      path,
      code: 'BODY_UNKNOWN',
      message: 'Il trasferimento non va a un partner dell’alleanza.',
    }
    const future = { path, code: 'IN_THE_FUTURE', message: 'Il trasferimento ha una data futura.' }
    const toPartner = partners.includes(one.bodyTaxCode)
    return [...(toPartner ? [] : [unknown]), ...(one.transferredOn <= context.on ? [] : [future])]
  })
  const bodies = transfers.map((one) => one.bodyTaxCode)
  const total = sumCents([context.transferredCents, ...transfers.map((one) => one.amountCents)])
  const twice = {
    path: 'transfers',
    code: 'REPEATED',
    message: 'Un partner compare due volte: va un solo importo per partner.',
  }
  const more = `I trasferimenti ai partner sommano a {${total}:euro}: il capofila ha ricevuto {${context.receivedCents}:euro}.`
  return [
    ...each,
    ...(new Set(bodies).size === bodies.length ? [] : [twice]),
    ...(total > context.receivedCents ? [{ path: 'transfers', code: 'ABOVE_RECEIVED', message: more }] : []),
  ]
}

/** What keeps a statement from being accepted (art. 10): lines outside the alliance or the call, a document presented
 * beyond its amount over all projects, transfers above what the lead received. `known` holds what other statements
 * already claim, by document key; sums in cents. */
export function checkStatement(statement: Statement, context: StatementContext): Problem[] {
  return [
    ...statement.lines.flatMap((line, index) => lineProblems(line, index, context)),
    ...repeatedQuotas(statement.lines),
    ...documentProblems(statement.lines, context),
    ...transferProblems(statement.transfers, context),
  ]
}

/** A quota after its verification: null while it is not verified. */
export type VerifiedQuota = {
  bodyTaxCode: string
  categoryId: string
  year: number
  claimedCents: number
  admittedCents: number | null
  reason: string | null
}

/** What is wrong in a verification of all expenditure: each quota needs an admitted amount within what was claimed, and a
 * reason for what was cut. */
export function checkVerification(quotas: readonly VerifiedQuota[]): Problem[] {
  return quotas.flatMap(({ claimedCents, admittedCents, reason }, index): Problem[] => {
    const path = `quotas[${index}].admittedCents`
    if (admittedCents === null)
      return [{ path, code: 'NOT_VERIFIED', message: 'La spesa non è ancora verificata.' }]
    if (admittedCents > claimedCents || admittedCents < 0) {
      return [
        {
          path,
          code: 'ABOVE_CLAIMED',
          message: `L’importo ammesso deve stare fra 0 e {${claimedCents}:euro}.`,
        },
      ]
    }
    const unexplained = admittedCents < claimedCents && reason === null
    return unexplained ? [{ path, code: 'REASON_MISSING', message: 'Manca il motivo della riduzione.' }] : []
  })
}

/** What a category of the call may cost in a project, in cents: its cap of the approved cost, rounded half up; null when the
 * call sets none. */
export function categoryCap(category: CallRules['costCategories'][number], costCents: number): Cents | null {
  return category.capBasisPoints === null ? null : percentOf(costCents, category.capBasisPoints)
}

/** Categories of the frozen call whose admitted amounts exceed their cap of the project's approved cost. */
export function checkCaps(
  quotas: readonly VerifiedQuota[],
  project: { costCents: number; categories: CallRules['costCategories'] },
): Problem[] {
  const { byCategory } = statementTotals(quotas)
  return project.categories.flatMap((category): Problem[] => {
    const cap = categoryCap(category, project.costCents)
    const admitted = byCategory.get(category.id)?.admittedCents ?? 0
    if (cap === null || admitted <= cap) return []
    const message = `La categoria "${category.label}" ha ammessi {${admitted}:euro}: il massimo è {${cap}:euro}.`
    return [{ path: 'quotas', code: 'ABOVE_CATEGORY_CAP', message }]
  })
}

type Totals = { claimedCents: Cents; admittedCents: Cents }

function totalsOf(quotas: readonly VerifiedQuota[]): Totals {
  return {
    claimedCents: sumCents(quotas.map((one) => one.claimedCents)),
    admittedCents: sumCents(quotas.map((one) => one.admittedCents ?? 0)),
  }
}

/** Totals of quotas by body, category and year, and overall: each of the three sums to the overall one. In cents. */
export function statementTotals(quotas: readonly VerifiedQuota[]) {
  const by = <K>(key: (one: VerifiedQuota) => K): Map<K, Totals> =>
    new Map([...Map.groupBy(quotas, key)].map(([value, group]) => [value, totalsOf(group)]))
  return {
    ...totalsOf(quotas),
    byBody: by((one) => one.bodyTaxCode),
    byCategory: by((one) => one.categoryId),
    byYear: by((one) => one.year),
  }
}
