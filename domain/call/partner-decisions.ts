import { cents, sumCents } from '../shared/money.ts'
import type { Problem } from '../shared/problem.ts'
import { checkApplication } from './application-check.ts'
import type { Application } from './application.ts'
import type { CallRules, UnconfirmedRule } from './configuration.ts'
import { isConfirmed } from './confirmation.ts'
import type { PartnerStanding } from './confirmation.ts'

/** A partner as it stood at the closing, and whether a letter of it is there. */
export interface StandingPartner {
  code: string
  name: string
  standing: PartnerStanding
  hasLetter: boolean
}

/** What the officer decides on a partner: its letter counts after all, or it is no part of the alliance (art. 9). */
export type PartnerDecision = { code: string; decision: 'CONFIRMED' | 'DROPPED' }

/** How a partner stands once that was decided; null while nothing is. */
export function decidedStanding(decision: PartnerDecision['decision'] | undefined): PartnerStanding | null {
  return decision === undefined ? null : decision === 'DROPPED' ? 'DROPPED' : 'ACCEPTED'
}

/** The application as it stands without some of its partners: their costs and what they give towards them go with them, and the
 * grant asked for is at most what is then left to pay. What was submitted stays as it is. */
export function withoutPartners(application: Application, codes: readonly string[]): Application {
  const isLeft = (one: { bodyTaxCode: string }): boolean => !codes.includes(one.bodyTaxCode)
  const budgetLines = application.budgetLines.filter(isLeft)
  const cofinancing = application.cofinancing.filter(isLeft)
  const totalCostCents = sumCents(budgetLines.map((line) => line.costCents))
  const toPay = totalCostCents - sumCents(cofinancing.map((one) => one.amountCents))
  return {
    ...application,
    partners: application.partners.filter(isLeft),
    budgetLines,
    cofinancing,
    totalCostCents,
    requestedGrantCents: cents(Math.max(0, Math.min(application.requestedGrantCents, toPay))),
  }
}

/** What an application breaks of the call's rules once these partners are dropped, and did not break before: the minima counted
 * again, of bodies and their kinds, co-financing, sums and shares. */
export function brokenWithout(
  application: Application,
  rules: CallRules,
  codes: readonly string[],
): Problem[] {
  if (codes.length === 0) return []
  const before = new Set(checkApplication(application, rules).map(({ code }) => code))
  return checkApplication(withoutPartners(application, codes), rules).filter(({ code }) => !before.has(code))
}

/** A partner on which the officer decides: whoever has not confirmed by itself, and does not lead. */
export const isToDecide = ({ standing }: StandingPartner): boolean =>
  standing !== 'LEAD' && standing !== 'ACCOUNT'

const problem = (code: string, message: string): Problem => ({ path: 'dropped', code, message })

/** What is decided on the partners of an application that is admitted, or not: those named are dropped; of the others who have
 * not confirmed, the letter counts. Problems where that cannot be (art. 9). */
export function decidePartners(
  partners: readonly StandingPartner[],
  { dropped, isAdmitted, rule }: { dropped: readonly string[]; isAdmitted: boolean; rule: UnconfirmedRule },
): { decisions: PartnerDecision[]; problems: Problem[] } {
  const toDecide = partners.filter(isToDecide)
  const strangers = dropped.filter((code) => !toDecide.some((one) => one.code === code))
  const left = isAdmitted ? toDecide.filter((one) => !isConfirmed(one.standing)) : []
  const kept = left.filter((one) => !dropped.includes(one.code))
  const gone = left.filter((one) => dropped.includes(one.code))
  return {
    decisions: [
      ...toDecide
        .filter((one) => dropped.includes(one.code))
        .map(({ code }) => ({ code, decision: 'DROPPED' as const })),
      ...kept.map(({ code }) => ({ code, decision: 'CONFIRMED' as const })),
    ],
    problems: [
      ...strangers.map((code) =>
        problem(
          'NOT_TO_DECIDE',
          `${code} è il capofila, ha confermato con il proprio accesso o non è nell’alleanza: non può decadere.`,
        ),
      ),
      ...kept
        .filter((one) => !one.hasLetter)
        .map(({ name }) =>
          problem(
            'UNCONFIRMED',
            `${name} non ha confermato e non c’è una sua lettera: decade, oppure la domanda non è ammessa (art. 9).`,
          ),
        ),
      ...(rule === 'NOT_ADMITTED' ? gone : []).map(({ name }) =>
        problem(
          'NOT_ADMISSIBLE',
          `Per l’avviso, con un partner non confermato (${name}) la domanda non è ammissibile.`,
        ),
      ),
    ],
  }
}
