import { z } from 'zod'
import { checkApplication } from '../call/application-check.ts'
import { lineKey } from '../call/application.ts'
import type { Application } from '../call/application.ts'
import type { CallRules } from '../call/configuration.ts'
import { hashOf } from '../shared/canonical-json.ts'
import { cents, proportionUpOf, sumCents, WHOLE_BASIS_POINTS, ZERO } from '../shared/money.ts'
import type { Cents } from '../shared/money.ts'
import { problem } from '../shared/problem.ts'
import type { Problem } from '../shared/problem.ts'

/** What becomes of a cut grant whose project its lead asks to reshape, should that not be approved. */
export const ifRefusedSchema = z.enum(['ACCEPTED', 'DECLINED'])
export type IfRefused = z.infer<typeof ifRefusedSchema>
/** What the officer makes of a reshaping. */
export const reshapingOutcomeSchema = z.enum(['APPROVED', 'REFUSED'])
export type ReshapingOutcome = z.infer<typeof reshapingOutcomeSchema>

/** What of a project is reshaped to a cut grant: the costs of its own lines, and who covers what the grant does not (art. 8, 10). */
export type Reshaped = Pick<
  Application,
  'budgetLines' | 'totalCostCents' | 'requestedGrantCents' | 'cofinancing'
>
type Line = Application['budgetLines'][number]

/** What of a project was reshaped. */
export const reshapedPart = ({
  budgetLines,
  totalCostCents,
  requestedGrantCents,
  cofinancing,
}: Application): Reshaped => ({ budgetLines, totalCostCents, requestedGrantCents, cofinancing })

/** SHA-256 that names a reshaping. */
export const reshapedHash = (reshaped: Reshaped): string => hashOf(reshaped)

/** A project as it was presented with other costs of its lines, by their keys, and who covers what the cut grant does not. */
export function reshape(
  presented: Application,
  { costs, cofinancing }: { costs: ReadonlyMap<string, number>; cofinancing: Application['cofinancing'] },
  grantCents: number,
): Application {
  const budgetLines = presented.budgetLines.map((line) => ({
    ...line,
    costCents: cents(costs.get(lineKey(line)) ?? ZERO),
  }))
  const totalCostCents = sumCents(budgetLines.map((line) => line.costCents))
  return { ...presented, budgetLines, totalCostCents, cofinancing, requestedGrantCents: cents(grantCents) }
}

const MONEY = /^(budgetLines|totalCostCents|requestedGrantCents|cofinancing)/
function raisedLines(presented: Application, { budgetLines }: Application): Problem[] {
  return budgetLines.flatMap(({ costCents }, index) => {
    const most = presented.budgetLines[index]?.costCents ?? ZERO
    const message = `Una voce non costa più di quanto è stato presentato, {${most}:euro}.`
    return costCents > most ? [problem(`budgetLines[${index}].costCents`, 'LINE_RAISED', message)] : []
  })
}

function bodiesWithoutCosts(presented: Application, { budgetLines }: Application): Problem[] {
  const costOf = (lines: readonly Line[], code: string): Cents =>
    sumCents(lines.filter((one) => one.bodyTaxCode === code).map((one) => one.costCents))
  return presented.partners
    .filter(
      ({ bodyTaxCode: code }) => costOf(presented.budgetLines, code) > 0 && costOf(budgetLines, code) === 0,
    )
    .map(({ bodyName }) =>
      problem(
        'budgetLines',
        'BODY_WITHOUT_COSTS',
        `A ${bodyName} non resta alcun costo: resta partner con costi propri.`,
      ),
    )
}

function tooLow(presented: Application, { totalCostCents }: Application, share: number): Problem[] {
  const least = proportionUpOf(presented.totalCostCents, share, WHOLE_BASIS_POINTS)
  const message = `Il costo totale è {${totalCostCents}:euro}: per l’avviso resta almeno {${least}:euro}, la parte stabilita di quello presentato.`
  return totalCostCents < least ? [problem('budgetLines', 'BELOW_COST', message)] : []
}

/* The share of its cost that the alliance covers: where the evaluated one must hold, the cost falls at most in the proportion of the grant. */
function lowShare(presented: Application, reshaped: Application): Problem[] {
  const covered = presented.totalCostCents - presented.requestedGrantCents
  const least = proportionUpOf(reshaped.totalCostCents, covered, presented.totalCostCents)
  const given = sumCents(reshaped.cofinancing.map((one) => one.amountCents))
  const message = `Il cofinanziamento è {${given}:euro}: per la quota che è stata valutata serve almeno {${least}:euro}.`
  return given < least ? [problem('cofinancing', 'BELOW_EVALUATED', message)] : []
}

/** What keeps a project from being reshaped so: what its call asks of every budget, and what it asks of one that is reshaped. Empty where
 * the officer may examine it. */
export function checkReshaping(presented: Application, reshaped: Application, rules: CallRules): Problem[] {
  const { reshapedCostMinBasisPoints: share, reshapedCofinancing } = rules.evaluation
  if (share === null)
    return [problem('answer', 'NOT_RESHAPED', 'L’avviso non ammette che il progetto sia rimodulato.')]
  return [
    ...checkApplication(reshaped, rules).filter(({ path }) => MONEY.test(path)),
    ...raisedLines(presented, reshaped),
    ...bodiesWithoutCosts(presented, reshaped),
    ...tooLow(presented, reshaped, share),
    ...(reshapedCofinancing === 'EVALUATED' ? lowShare(presented, reshaped) : []),
  ]
}

/** Whether a cut grant is taken in the end: as its lead answered, or as the call takes its silence; of one whose project was to be
 * reshaped, as the officer decided, and as the lead said for the case that it is refused. Null while that is not examined (art. 8). */
export function isGrantTaken(
  {
    accepted,
    reshaping,
  }: {
    accepted: boolean | null
    reshaping: { outcome: ReshapingOutcome | null; ifRefused: IfRefused } | null
  },
  unanswered: CallRules['evaluation']['cutGrantUnanswered'],
): boolean | null {
  if (reshaping === null) return accepted ?? unanswered === 'ACCEPTED'
  if (reshaping.outcome === null) return null
  return reshaping.outcome === 'APPROVED' || reshaping.ifRefused === 'ACCEPTED'
}
