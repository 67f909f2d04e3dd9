import { RESERVED_TIE_BREAKS } from './configuration.ts'
import type { CallRules } from './configuration.ts'

/** What a configuration must hold across its fields: whether it does, and where, and what is said where it does not. */
export type Rule = [holds: boolean, path: string, code: string, message: string]

const RESERVED: readonly string[] = RESERVED_TIE_BREAKS
const FINAL_TIE_BREAKS = ['ARRIVAL', 'DRAW']

/** True for values that are all different. */
export function allDistinct(values: readonly (string | number)[]): boolean {
  return new Set(values).size === values.length
}

/** The values added up. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function criteriaRules(rules: CallRules): Rule[] {
  const { criteria, maxCentipoints, stepCentipoints, thresholdCentipoints } = rules.evaluation
  const total = sum(criteria.map((one) => one.maxCentipoints))
  const ids = criteria.map((one) => one.id)
  const within = criteria.every((one) => (one.minCentipoints ?? 0) <= one.maxCentipoints)
  const stepped = criteria.every((one) => one.maxCentipoints % stepCentipoints === 0)
  const reachable = thresholdCentipoints <= maxCentipoints
  const path = 'evaluation.criteria'
  return [
    [
      total === maxCentipoints,
      path,
      'POINTS_NOT_WHOLE',
      'I punti dei criteri devono sommare al punteggio massimo.',
    ],
    [within, path, 'ABOVE_MAXIMUM', 'Il minimo di un criterio supera il suo massimo.'],
    [stepped, path, 'NOT_A_STEP', 'Il massimo di ogni criterio deve essere multiplo del passo dei punteggi.'],
    [
      !ids.some((id) => RESERVED.includes(id)),
      path,
      'RESERVED',
      'Un criterio ha il nome di una regola di parità: chiamalo in un altro modo.',
    ],
    [reachable, 'evaluation.thresholdCentipoints', 'ABOVE_MAXIMUM', 'La soglia supera il punteggio massimo.'],
  ]
}

function rankingRules(rules: CallRules): Rule[] {
  const { criteria, tieBreaks, aggregation, panelMinimum } = rules.evaluation
  const known = [...RESERVED, ...criteria.map((one) => one.id)]
  const path = 'evaluation.tieBreaks'
  const trimmable = aggregation !== 'TRIMMED_MEAN' || panelMinimum >= 3
  return [
    [
      tieBreaks.every((id) => known.includes(id)),
      path,
      'UNKNOWN',
      'Una regola di parità non è né un criterio né una regola nota.',
    ],
    [allDistinct(tieBreaks), path, 'REPEATED', 'Una regola di parità compare due volte.'],
    [
      FINAL_TIE_BREAKS.includes(tieBreaks.at(-1) ?? ''),
      path,
      'NOT_DECISIVE',
      'L’ultima regola di parità deve decidere sempre: ordine di arrivo o sorteggio.',
    ],
    [
      trimmable,
      'evaluation.panelMinimum',
      'BELOW_MINIMUM',
      'La media senza estremi chiede almeno tre valutatori.',
    ],
  ]
}

/* Art. 8: whose grant is cut says whether it takes it, within a term and a meaning of silence that the notice tells. */
function cutGrantRules({ evaluation }: CallRules): Rule[] {
  const { partialFunding, cutGrantDays, cutGrantUnanswered } = evaluation
  const said =
    'Il finanziamento parziale va con il termine per accettarlo e con ciò che vale il silenzio: indica tutti e due, o nessuno dei due se non è ammesso.'
  return [
    [(cutGrantDays !== null) === partialFunding, 'evaluation.cutGrantDays', 'INCOHERENT', said],
    [
      (cutGrantUnanswered !== 'NOT_ASKED') === partialFunding,
      'evaluation.cutGrantUnanswered',
      'INCOHERENT',
      said,
    ],
  ]
}

/* Art. 8: a project is reshaped to a cut grant only where one is given, within rules that the notice tells, all of them. */
function reshapingRules({ evaluation }: CallRules): Rule[] {
  const { partialFunding, reshapedCostMinBasisPoints, reshapedCofinancing } = evaluation
  const isReshaped = reshapedCostMinBasisPoints !== null
  const said =
    'La rimodulazione vale per i contributi ridotti, e va con tutte e due le regole: quanto costo resta e quale cofinanziamento; nessuna delle due se non è ammessa.'
  return [
    [!isReshaped || partialFunding, 'evaluation.reshapedCostMinBasisPoints', 'INCOHERENT', said],
    [
      (reshapedCofinancing !== 'NOT_RESHAPED') === isReshaped,
      'evaluation.reshapedCofinancing',
      'INCOHERENT',
      said,
    ],
  ]
}

/** A reminder comes within the term of the sheets (art. 6). */
export function reminderRules({ terms: { sheetReminderDays, scoringDays } }: CallRules): Rule[] {
  const said = 'Il promemoria precede il termine per valutare: indica meno giorni di quelli per valutare.'
  const isWithin = sheetReminderDays === null || sheetReminderDays < scoringDays
  return [[isWithin, 'terms.sheetReminderDays', 'INCOHERENT', said]]
}

/** How a call scores, ranks and funds, without contradicting itself (art. 6, 8, 9). */
export const evaluationRules = (rules: CallRules): Rule[] => [
  ...criteriaRules(rules),
  ...rankingRules(rules),
  ...cutGrantRules(rules),
  ...reshapingRules(rules),
]
