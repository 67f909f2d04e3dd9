import { parseWith } from '../shared/problem.ts'
import type { Checked, Problem } from '../shared/problem.ts'
import { percentOf, sumCents, WHOLE_BASIS_POINTS } from '../shared/money.ts'
import { callConfigurationSchema, callRules } from './configuration.ts'
import type { CallConfiguration, CallRules, TrancheRule } from './configuration.ts'
import { allDistinct, evaluationRules, sum, reminderRules } from './evaluation-check.ts'
import type { Rule } from './evaluation-check.ts'
import { localInstant } from '../shared/terms.ts'
import { callWindow } from './window.ts'

const LISTS = [
  ...['allocation', 'areas', 'costCategories', 'years', 'tranches', 'evaluation', 'requiredAttachments'],
  ...['requiredDeclarations', 'indicators', 'cofinancingKinds'],
]

function windowRules({ window: hours }: CallRules): Rule[] {
  const window = callWindow(hours)
  if (window === null) return (['opens', 'closes'] as const).map((end) => hourRule(hours, end))
  const ordered = window.opensAt < window.closesAt
  return [[ordered, 'window.closes', 'CLOSES_BEFORE_OPENING', 'La chiusura deve venire dopo l’apertura.']]
}

function hourRule(hours: CallRules['window'], end: 'opens' | 'closes'): Rule {
  const { date, time } = hours[end]
  const message = 'L’ora indicata non esiste in quel giorno (cambio dell’ora legale).'
  return [localInstant(date, time) !== null, `window.${end}.time`, 'HOUR_NOT_EXISTING', message]
}

function allocationRules(rules: CallRules): Rule[] {
  const { allocation, budgetLineCents } = rules
  const shares = allocation.alliancesShareBasisPoints + allocation.systemActionsShareBasisPoints
  const whole = shares === WHOLE_BASIS_POINTS
  const alliances = percentOf(
    sumCents(allocation.years.map((one) => one.amountCents)),
    allocation.alliancesShareBasisPoints,
  )
  const within = budgetLineCents <= alliances
  const limit = `La dotazione dell’avviso supera la quota delle alleanze, che è {${alliances}:euro}.`
  return [
    [
      whole,
      'allocation',
      'SHARES_NOT_WHOLE',
      'Quota alleanze e quota azioni di sistema devono sommare al 100 %.',
    ],
    [within, 'budgetLineCents', 'ABOVE_ALLOCATION', limit],
  ]
}

function grantRules({ grant }: CallRules): Rule[] {
  const ordered = (grant.minAmountCents ?? 0) <= (grant.maxAmountCents ?? Number.MAX_SAFE_INTEGER)
  const whole = grant.maxShareBasisPoints + grant.cofinancingMinBasisPoints <= WHOLE_BASIS_POINTS
  const shares = 'Quota massima di contributo e cofinanziamento minimo superano insieme il 100 %.'
  return [
    [ordered, 'grant.minAmountCents', 'ABOVE_MAXIMUM', 'Il contributo minimo supera il massimo.'],
    [whole, 'grant.cofinancingMinBasisPoints', 'SHARES_NOT_WHOLE', shares],
  ]
}

function trancheRules({ tranches }: CallRules): Rule[] {
  const shares = sum(tranches.map((one) => one.basisPoints))
  const whole = `Le quote di pagamento sommano al {${shares}:percent}: devono sommare al 100 %.`
  return [
    [shares === WHOLE_BASIS_POINTS, 'tranches', 'SHARES_NOT_WHOLE', whole],
    ...tranches.flatMap((tranche, index) =>
      index === tranches.length - 1 ? lastTrancheRules(tranche, index) : earlierTrancheRules(tranche, index),
    ),
  ]
}

/* Art. 10: what is paid in all follows what was spent, so the account is closed on the whole expenditure. */
function lastTrancheRules({ amount, preconditions }: TrancheRule, index: number): Rule[] {
  const settles = 'L’ultima quota chiude il conto: il suo importo è a conguaglio sulla spesa ammessa.'
  const accounted = 'Senza rendiconto ammesso l’ultima quota non è mai dovuta: aggiungi «rendiconto ammesso».'
  return [
    [amount === 'SETTLEMENT', `tranches[${index}].amount`, 'LAST_NOT_SETTLING', settles],
    [
      preconditions.includes('STATEMENT_ADMITTED'),
      `tranches[${index}].preconditions`,
      'NEVER_DUE',
      accounted,
    ],
  ]
}

function earlierTrancheRules({ amount, preconditions }: TrancheRule, index: number): Rule[] {
  const shares =
    'Solo l’ultima quota chiude il conto: l’importo di questa è una quota del contributo concesso.'
  const once =
    'I risultati si comunicano una volta, prima dell’ultima quota: togli «risultati comunicati» da questa.'
  return [
    [amount === 'GRANT_SHARE', `tranches[${index}].amount`, 'SETTLES_EARLY', shares],
    [!preconditions.includes('RESULTS_RECEIVED'), `tranches[${index}].preconditions`, 'NEVER_POSSIBLE', once],
  ]
}

function exclusionRules(rules: CallRules): Rule[] {
  const { partner, adherent, narrowRisk, links } = rules.exclusions
  const { kinds, maxSteps } = links
  const prudent = partner === 'ALL' && adherent === 'ALL'
  const coherent = (kinds.length === 0) === (maxSteps === 0)
  return [
    [
      coherent,
      'exclusions.links',
      'INCOHERENT',
      'I tipi di legame e il numero di passi vanno indicati insieme.',
    ],
    [
      prudent || narrowRisk !== null,
      'exclusions.narrowRisk',
      'MISSING',
      'Chi è di un partner o di un aderente non si astiene dall’intero confronto: scrivi qui che cosa si rischia (L. 241/1990, art. 6-bis).',
    ],
  ]
}

function listRules(rules: CallRules): Rule[] {
  const lists: [path: string, ids: readonly (string | number)[]][] = [
    ['allocation.years', rules.allocation.years.map((one) => one.year)],
    ['areas', rules.areas.map((one) => one.id)],
    ['costCategories', rules.costCategories.map((one) => one.id)],
    ['years', rules.years],
    ['tranches', rules.tranches.map((one) => one.id)],
    ['tranches', rules.tranches.map((one) => one.label)],
    ['evaluation.criteria', rules.evaluation.criteria.map((one) => one.id)],
    ['requiredAttachments', rules.requiredAttachments.map((one) => one.kind)],
    ['requiredDeclarations', rules.requiredDeclarations.map((one) => one.id)],
    ['indicators', rules.indicators.map((one) => one.id)],
    ['cofinancingKinds', rules.cofinancingKinds],
  ]
  return lists.map(([path, ids]) => [
    allDistinct(ids),
    path,
    'REPEATED',
    'Una voce dell’elenco compare due volte.',
  ])
}

/* Each check with the parts of the configuration that it reads. */
const CHECKS: readonly [reads: readonly string[], check: (rules: CallRules) => Rule[]][] = [
  [['window'], windowRules],
  [['allocation', 'budgetLineCents'], allocationRules],
  [['grant'], grantRules],
  [['tranches'], trancheRules],
  [['evaluation'], evaluationRules],
  [['terms'], reminderRules],
  [['exclusions'], exclusionRules],
  [LISTS, listRules],
]

/* What contradicts itself in a call's configuration, as far as the parts are there that a check reads. */
function contradictions(configuration: CallConfiguration, open: readonly Problem[]): Problem[] {
  const rules = callRules(configuration)
  const isThere = (part: string): boolean => !open.some(({ path }) => path.split(/[.[]/)[0] === part)
  const broken = CHECKS.filter(([reads]) => reads.every(isThere))
    .flatMap(([, check]) => check(rules))
    .filter(([holds]) => !holds)
  return broken.map(([, path, code, message]) => ({ path, code, message }))
}

/** Reads a configuration file by its schema, and checks across fields what of it is there. */
export function readCallConfiguration(file: unknown): Checked<CallConfiguration> {
  const read = parseWith(callConfigurationSchema, file)
  const open = read.ok ? [] : read.problems
  /* Of a file with faults, only parts without one are read. */
  const isWhole = typeof file === 'object' && file !== null && open.every(({ path }) => path !== '')
  const found = isWhole ? contradictions(read.ok ? read.value : (file as CallConfiguration), open) : []
  const problems = [...open, ...found]
  return read.ok && problems.length === 0 ? read : { ok: false, problems }
}
