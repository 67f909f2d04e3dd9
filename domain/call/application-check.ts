import { percentOf, sumCents } from '../shared/money.ts'
import { problem } from '../shared/problem.ts'
import type { Problem } from '../shared/problem.ts'
import { allianceMinima, isPublic } from './alliance-minima.ts'
import type { Minimum } from './alliance-minima.ts'
import { lineKey } from './application.ts'
import type { ApplicationDraft } from './application.ts'
import type { CallRules } from './configuration.ts'

type Check = (application: ApplicationDraft, rules: CallRules) => (Problem | false)[]
type Partner = ApplicationDraft['partners'][number]

/* What is missing is no repetition: that it is missing is told elsewhere. */
function repeated(values: readonly (string | null)[]): string | undefined {
  return values.find((value, index) => value !== null && values.indexOf(value) !== index) ?? undefined
}

const sumOf = (amounts: readonly (number | null)[]) => sumCents(amounts.map((one) => one ?? 0))

function partnerProblems(partners: readonly Partner[]): (Problem | false)[] {
  const twice = repeated(partners.map((one) => one.bodyTaxCode))
  const leads = partners.filter((one) => one.role === 'LEAD').length
  return [
    leads !== 1 &&
      problem('partners', 'LEAD_NOT_ONE', `Il capofila deve essere uno solo: ne risultano ${leads}.`),
    twice !== undefined && problem('partners', 'REPEATED', `L’ente ${twice} compare due volte.`),
    ...partners.map((one, index) => {
      const enterprise = one.bodyKind === 'ENTERPRISE'
      const path = `partners[${index}].size`
      if (enterprise && one.size === null)
        return problem(path, 'SIZE_MISSING', 'Per un’impresa va detta la dimensione.')
      return (
        one.bodyKind !== null &&
        !enterprise &&
        one.size !== null &&
        problem(path, 'SIZE_UNEXPECTED', 'La dimensione va detta solo per le imprese.')
      )
    }),
  ]
}

function fewerThan({ code, what, least, found }: Minimum): Problem | false {
  if (least === null || found >= least) return false
  return problem(
    'partners',
    code,
    `Servono almeno ${least} ${what} fra capofila e partner: ${found === 1 ? 'ne risulta' : 'ne risultano'} ${found}.`,
  )
}

const checkPartnership: Check = (draft, rules) => {
  const { partners } = draft
  const privateLead = partners.some((one) => one.role === 'LEAD' && one.bodyKind !== null && !isPublic(one))
  const notPublic = problem('partners', 'LEAD_NOT_PUBLIC', 'Il capofila deve essere un ente pubblico.')
  return [
    ...partnerProblems(partners),
    ...allianceMinima(draft, rules).map(fewerThan),
    rules.partnership.leadPublicOnly && privateLead && notPublic,
  ]
}

const checkBudgetLines: Check = ({ partners, budgetLines }, rules) => {
  const spending = new Set(partners.filter((one) => one.role !== 'ADHERENT').map((one) => one.bodyTaxCode))
  const categories = new Set<string>(rules.costCategories.map((one) => one.id))
  const spends = (code: string | null): boolean => code === null || spending.has(code)
  const keys = budgetLines.map(lineKey)
  const twice = repeated(keys)
  const lines = budgetLines.flatMap((line, index) => [
    !spends(line.bodyTaxCode) &&
      problem(
        `budgetLines[${index}].bodyTaxCode`,
        'BODY_UNKNOWN',
        'La voce è di un ente che non è capofila né partner.',
      ),
    line.categoryId !== null &&
      !categories.has(line.categoryId) &&
      problem(
        `budgetLines[${index}].categoryId`,
        'CATEGORY_UNKNOWN',
        'L’avviso non prevede questa categoria di costo.',
      ),
    line.year !== null &&
      !rules.years.includes(line.year) &&
      problem(`budgetLines[${index}].year`, 'YEAR_UNKNOWN', 'L’avviso non prevede spese in questo anno.'),
  ])
  const again = `La voce ${twice ?? ''} (ente, categoria, anno) compare due volte.`
  return [...lines, twice !== undefined && problem('budgetLines', 'REPEATED', again)]
}

const checkSums: Check = ({ budgetLines, requestedGrantCents, cofinancing, ...told }) => {
  const totalCostCents = told.totalCostCents ?? 0
  const lines = sumOf(budgetLines.map((line) => line.costCents))
  const sources = sumOf([requestedGrantCents, ...cofinancing.map((one) => one.amountCents)])
  const total = `{${totalCostCents}:euro}`
  return [
    totalCostCents === 0 && problem('totalCostCents', 'ZERO', 'Il costo totale non può essere zero.'),
    lines !== totalCostCents &&
      problem(
        'totalCostCents',
        'PARTS_NOT_TOTAL',
        `Le voci di costo sommano a {${lines}:euro}, il totale dichiarato è ${total}.`,
      ),
    sources !== totalCostCents &&
      problem(
        'requestedGrantCents',
        'SOURCES_NOT_TOTAL',
        `Contributo e cofinanziamento sommano a {${sources}:euro}, il costo totale è ${total}.`,
      ),
  ]
}

const withAmounts = ({ totalCostCents, requestedGrantCents }: ApplicationDraft) => ({
  totalCostCents: totalCostCents ?? 0,
  requestedGrantCents: requestedGrantCents ?? 0,
})

const checkGrant: Check = (told, { grant }) => {
  const { totalCostCents, requestedGrantCents } = withAmounts(told)
  const share = percentOf(totalCostCents, grant.maxShareBasisPoints)
  const maximum = grant.maxAmountCents ?? requestedGrantCents
  const minimum = grant.minAmountCents ?? 0
  const path = 'requestedGrantCents'
  return [
    requestedGrantCents === 0 && problem(path, 'ZERO', 'Il contributo chiesto non può essere zero.'),
    requestedGrantCents > share &&
      problem(
        path,
        'ABOVE_SHARE',
        `Il contributo chiesto supera la quota massima del costo, {${share}:euro}.`,
      ),
    requestedGrantCents > maximum &&
      problem(path, 'ABOVE_MAXIMUM', `Il contributo chiesto supera il massimo, {${maximum}:euro}.`),
    requestedGrantCents < minimum &&
      problem(path, 'BELOW_MINIMUM', `Il contributo chiesto è sotto il minimo, {${minimum}:euro}.`),
  ]
}

const checkCofinancing: Check = ({ partners, cofinancing, totalCostCents }, { grant, cofinancingKinds }) => {
  const bodies = new Set(partners.map((one) => one.bodyTaxCode))
  const given = sumOf(cofinancing.map((one) => one.amountCents))
  const least = percentOf(totalCostCents ?? 0, grant.cofinancingMinBasisPoints)
  const lines = cofinancing.flatMap((line, index) => [
    line.bodyTaxCode !== null &&
      !bodies.has(line.bodyTaxCode) &&
      problem(
        `cofinancing[${index}].bodyTaxCode`,
        'BODY_UNKNOWN',
        'Il cofinanziamento è di un ente fuori dall’alleanza.',
      ),
    line.kind !== null &&
      !cofinancingKinds.includes(line.kind) &&
      problem(
        `cofinancing[${index}].kind`,
        'KIND_NOT_ADMITTED',
        'L’avviso non ammette questa forma di cofinanziamento.',
      ),
  ])
  const few = `Il cofinanziamento è {${given}:euro}: serve almeno {${least}:euro}.`
  return [...lines, given < least && problem('cofinancing', 'BELOW_MINIMUM', few)]
}

const checkCaps: Check = ({ budgetLines, totalCostCents }, { costCategories }) =>
  costCategories.map(({ id, label, capBasisPoints }) => {
    if (capBasisPoints === null) return false
    const cost = sumOf(budgetLines.filter((line) => line.categoryId === id).map((line) => line.costCents))
    const cap = percentOf(totalCostCents ?? 0, capBasisPoints)
    const message = `La categoria "${label}" costa {${cost}:euro}: il massimo è {${cap}:euro}.`
    return cost > cap && problem('budgetLines', 'ABOVE_CATEGORY_CAP', message)
  })

function missing(
  required: readonly { id: string; label: string }[],
  given: readonly (string | null)[],
): string[] {
  return required.filter((one) => !given.includes(one.id)).map((one) => one.label)
}

const checkLists: Check = ({ indicators, declarations }, rules) => {
  const ids = indicators.map((one) => one.id)
  const unknown = ids.find((id) => id !== null && !rules.indicators.some((one) => one.id === id))
  const noResult = missing(rules.indicators, ids)
  const noDeclaration = missing(rules.requiredDeclarations, declarations)
  return [
    unknown != null &&
      problem('indicators', 'INDICATOR_UNKNOWN', `L’avviso non prevede l’indicatore ${unknown}.`),
    repeated(ids) !== undefined && problem('indicators', 'REPEATED', 'Un indicatore compare due volte.'),
    noResult.length > 0 &&
      problem('indicators', 'INDICATOR_MISSING', `Manca il risultato atteso di: ${noResult.join(', ')}.`),
    noDeclaration.length > 0 &&
      problem('declarations', 'DECLARATION_MISSING', `Manca la dichiarazione: ${noDeclaration.join('; ')}.`),
  ]
}

const checkAreas: Check = ({ areaId, actions }, { areas }) => {
  const told = [
    { path: 'areaId', id: areaId },
    ...actions.map((one, index) => ({ path: `actions[${index}].areaId`, id: one.areaId })),
  ]
  return told.map(
    ({ path, id }) =>
      id !== null &&
      !areas.some((one) => one.id === id) &&
      problem(path, 'AREA_UNKNOWN', 'L’avviso non prevede questa area.'),
  )
}

const NO_MANDATE = 'Chi firma per delega dice con quale atto: scrivilo, e allega la delega.'
const NO_NOTICE =
  'I partner si scelgono con un avviso pubblico di coprogettazione (art. 10): di’ quale, e quando è stato pubblicato.'

const NOTICE_TOO_LATE =
  'È dopo la chiusura dell’avviso: i partner si scelgono prima di presentare la domanda (art. 10). Controlla il giorno.'

const checkNoticeDay: Check = ({ partnerNotice }, { window }) => [
  (partnerNotice?.publishedOn ?? '') > window.closes.date &&
    problem('partnerNotice.publishedOn', 'PARTNER_NOTICE_TOO_LATE', NOTICE_TOO_LATE),
]

const checkEvidence: Check = ({ signatory, partners, partnerNotice }) => [
  signatory?.capacity === 'DELEGATE' &&
    signatory.mandate === null &&
    problem('signatory.mandate', 'MANDATE_UNTOLD', NO_MANDATE),
  partnerNotice === null &&
    partners.some((one) => one.role === 'PARTNER') &&
    problem('partnerNotice', 'PARTNER_NOTICE_MISSING', NO_NOTICE),
]

const CHECKS = [
  checkPartnership,
  checkBudgetLines,
  checkSums,
  checkGrant,
  checkCofinancing,
  checkCaps,
  checkAreas,
  checkLists,
  checkEvidence,
  checkNoticeDay,
]

/** What keeps an application out of a call's rules, with where and why in Italian; empty when it may be submitted. Of a draft, what is
 * there is checked. */
export function checkApplication(application: ApplicationDraft, rules: CallRules): Problem[] {
  return CHECKS.flatMap((check) => check(application, rules)).filter((found) => found !== false)
}
