import { z } from 'zod'
import type { TrancheRule } from '../call/configuration.ts'
import { isPublicBody } from '../network/network.ts'
import type { BodyKind } from '../network/network.ts'
import type { LocalDate } from '../shared/local-date.ts'
import {
  cents,
  minCents,
  percentOf,
  proportionOf,
  splitByWeights,
  subtractCents,
  ZERO,
} from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import { isDurcValid } from '../shared/terms.ts'

/* Amounts above which the law asks for more, in cents, each with its source. */
const THRESHOLDS = {
  publication: { amountCents: cents(100_000), source: 'D.Lgs. 33/2013 art. 26 c. 2' },
  collectionAgent: {
    amountCents: cents(500_000),
    source: 'DPR 602/1973 art. 48-bis, D.Lgs. 33/2025 dal 1.1.2026',
  },
  payeePublication: { amountCents: cents(1_000_000), source: 'L. 124/2017 art. 1 c. 125' },
  antimafia: { amountCents: cents(15_000_000), source: 'D.Lgs. 159/2011 art. 91' },
  deMinimis: { amountCents: cents(30_000_000), source: 'Reg. UE 2023/2831' },
} as const

/* Share withheld on contributions to enterprises (DPR 600/1973, art. 28 c. 2), in basis points. */
const WITHHOLDING_BASIS_POINTS = 400

/** True when an amount passes one of the legal thresholds: strictly above it. */
export function isAbove(threshold: keyof typeof THRESHOLDS, amountCents: number): boolean {
  return amountCents > THRESHOLDS[threshold].amountCents
}

/** A tranche of a project: what the call says of it, and its part of the grant in cents. */
export type Tranche = TrancheRule & { limitCents: Cents }

/** The tranches of a grant by the call's schedule, in its order; their parts always sum to the grant. */
export function tranchesOf(grantCents: number, schedule: readonly TrancheRule[]): Tranche[] {
  const parts = splitByWeights(
    grantCents,
    schedule.map((one) => one.basisPoints),
  )
  return schedule.map((one, index) => ({ ...one, limitCents: parts[index] ?? ZERO }))
}

/** A project's account, in cents: what it was granted and on which cost, what was admitted and paid so far. */
export interface ProjectAccount {
  grantedCents: number
  approvedCostCents: number
  admittedCents: number
  paidCents: number
}

/** What is due after the last statement, keeping the share that was granted: the final grant is the least of what was
 * granted and admitted cost × granted ÷ approved cost, rounded half up; what was paid beyond it is recovered. In cents.
 * Throws RangeError when the approved cost is not positive. */
export function settlementOf(account: ProjectAccount): {
  finalGrantCents: Cents
  dueCents: Cents
  recoveryCents: Cents
} {
  const share = proportionOf(account.admittedCents, account.grantedCents, account.approvedCostCents)
  const finalGrantCents = minCents(share, account.grantedCents)
  const difference = subtractCents(finalGrantCents, account.paidCents)
  return {
    finalGrantCents,
    dueCents: difference > 0 ? difference : ZERO,
    recoveryCents: difference < 0 ? subtractCents(account.paidCents, finalGrantCents) : ZERO,
  }
}

/** What is due of a tranche, in cents: its share of the grant, or what the admitted expenditure leaves to pay, never above
 * its part of the grant. */
export function trancheDue({ amount, limitCents }: Tranche, account: ProjectAccount): Cents {
  return amount === 'GRANT_SHARE' ? limitCents : minCents(settlementOf(account).dueCents, limitCents)
}

/** The payee of a payment as it declares itself; `grantedCents` is what it was granted in all, over its projects. */
export type Payee = {
  kind: BodyKind
  amountCents: number
  commercialActivity: boolean
  capitalGoods: boolean
  grantedCents: number
}

/** Facts by which the table of checks decides what a payment needs: a public payee asks for no DURC, the collection agent
 * is asked above 5,000.00, antimafia above 150,000.00 granted for business activity, whatever the tranche. */
export function paymentFacts(payee: Payee): {
  payeePublic: boolean
  payeeEnterprise: boolean
  aboveCollectionThreshold: boolean
  aboveAntimafiaThreshold: boolean
} {
  const payeeEnterprise = payee.kind === 'ENTERPRISE' || payee.commercialActivity
  return {
    payeePublic: isPublicBody(payee.kind),
    payeeEnterprise,
    aboveCollectionThreshold: isAbove('collectionAgent', payee.amountCents),
    aboveAntimafiaThreshold: payeeEnterprise && isAbove('antimafia', payee.grantedCents),
  }
}

/** Withholding of 4 % on what an enterprise, or a commercial activity, receives, but for capital goods; and what is paid
 * net of it. In cents. */
export function withholdingOf(payee: Payee): { withholdingCents: Cents; netCents: Cents } {
  const due = paymentFacts(payee).payeeEnterprise && !payee.capitalGoods
  const withholdingCents = due ? percentOf(payee.amountCents, WITHHOLDING_BASIS_POINTS) : ZERO
  return { withholdingCents, netCents: subtractCents(payee.amountCents, withholdingCents) }
}

/** Checks of a payment, in the order of the table of checks. */
export const paymentCheckSchema = z.enum(['DURC', 'COLLECTION_AGENT', 'ANTIMAFIA', 'WITHHOLDING'])
export type PaymentCheck = z.infer<typeof paymentCheckSchema>

/** An answered check; `issuedOn` is the day of the DURC. */
export type AnsweredCheck = { code: PaymentCheck; passed: boolean; issuedOn: LocalDate | null }

/** The required checks that a payment has not passed by a day: not answered, answered no, or with a DURC too old. */
export function checksNotPassed(
  required: readonly PaymentCheck[],
  answered: readonly AnsweredCheck[],
  on: LocalDate,
): PaymentCheck[] {
  return required.filter((code) => {
    const answer = answered.find((one) => one.code === code)
    if (answer === undefined || !answer.passed) return true
    return code === 'DURC' && (answer.issuedOn === null || !isDurcValid(answer.issuedOn, on))
  })
}
