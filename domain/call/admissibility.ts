import type { BodyKind } from '../network/network.ts'
import { parseWith } from '../shared/problem.ts'
import type { Problem } from '../shared/problem.ts'
import { checkApplication } from './application-check.ts'
import { applicationSchema, MANDATE_KIND } from './application.ts'
import type { Application, ApplicationDraft } from './application.ts'
import type { CallRules } from './configuration.ts'
import { isConfirmed } from './confirmation.ts'
import type { PartnerStanding } from './confirmation.ts'
import { brokenWithout } from './partner-decisions.ts'
import type { StandingPartner } from './partner-decisions.ts'

/** How much a formal reason weighs: one that cannot be mended, or one that the alliance may still clarify. */
export type Severity = 'BLOCKING' | 'CURABLE'
export type FormalReason = { code: string; severity: Severity; message: string }

/* Requirements that a person judges after the closing (L. 241/1990 art. 6): everything else is refused at submission. */
const JUDGED_LATER: Readonly<Record<string, Severity>> = {
  TOO_FEW_BODIES: 'BLOCKING',
  TOO_FEW_PUBLIC: 'BLOCKING',
  TOO_FEW_SMALL: 'BLOCKING',
  LEAD_NOT_PUBLIC: 'BLOCKING',
  DECLARATION_MISSING: 'CURABLE',
  PARTNER_NOTICE_MISSING: 'CURABLE',
}

/** One thing missing or wrong in a draft; `later` where it may be submitted with it, and the office judges it after the closing. */
type DraftProblem = Problem & { later: boolean }

/** All that is missing or wrong in a draft (art. 10): of what it lacks, then of the call's rules, one thing for each place; then files
 * that are asked and not there, and partners that have not confirmed (art. 9), at `attachments.KIND` and `confirmations.CODE`. */
export function draftProblems(
  draft: ApplicationDraft,
  rules: CallRules,
  found: { attached: readonly string[]; partners: readonly StandingPartner[] },
): DraftProblem[] {
  const files = askedAttachments(draft, rules).filter((one) => !found.attached.includes(one.kind))
  const open = found.partners.filter((one) => !isConfirmed(one.standing))
  const later = [
    ...files.map(({ kind, label }) => ({
      ...{ path: `attachments.${kind}`, code: 'ATTACHMENT_MISSING', message: `Manca l’allegato: ${label}.` },
    })),
    ...open.map(({ code, name, standing }) => ({
      ...{ path: `confirmations.${code}`, code: 'PARTNER_UNCONFIRMED' },
      message: `${name}: ${whyUnconfirmed(standing)}.`,
    })),
  ].map((one) => ({ ...one, later: true }))
  return [...contentProblems(draft, rules), ...later]
}

function contentProblems(draft: ApplicationDraft, rules: CallRules): DraftProblem[] {
  const read = parseWith(applicationSchema, draft)
  const missing = read.ok ? [] : read.problems
  const told = new Set(missing.map(({ path }) => path))
  const broken = checkApplication(draft, rules).filter(({ path }) => !told.has(path))
  /* Without costs there is no total. */
  const all = [...missing, ...broken].filter(
    ({ path }) => path !== 'totalCostCents' || !told.has('budgetLines'),
  )
  return all.map((one) => ({ ...one, later: one.code in JUDGED_LATER }))
}

/** What must be mended before it can be submitted: what is missing, contradictions, sums, limits, references to the call. */
export function submissionProblems(draft: ApplicationDraft, rules: CallRules): Problem[] {
  return contentProblems(draft, rules).flatMap(({ later, ...one }) => (later ? [] : [one]))
}

/** What an application is asked to attach: what its call asks, and the mandate of who signs by one. */
export function askedAttachments(
  { signatory }: Pick<ApplicationDraft, 'signatory'>,
  rules: CallRules,
): { kind: string; label: string }[] {
  const mandate = { kind: MANDATE_KIND, label: 'Delega o procura di chi firma' }
  return [...rules.requiredAttachments, ...(signatory?.capacity === 'DELEGATE' ? [mandate] : [])]
}

function missingAttachments(
  application: Application,
  rules: CallRules,
  attached: readonly string[],
): FormalReason[] {
  const missing = askedAttachments(application, rules)
    .filter((one) => !attached.includes(one.kind))
    .map((one) => one.label)
  if (missing.length === 0) return []
  return [
    { code: 'ATTACHMENT_MISSING', severity: 'CURABLE', message: `Manca l’allegato: ${missing.join('; ')}.` },
  ]
}

function differingPartners(
  application: Application,
  registered: ReadonlyMap<string, BodyKind>,
): FormalReason[] {
  const differing = application.partners
    .filter((one) => registered.get(one.bodyTaxCode) !== one.bodyKind)
    .map((one) => one.bodyName)
  if (differing.length === 0) return []
  const message = `La natura dichiarata non è quella del registro per: ${differing.join('; ')}.`
  return [{ code: 'PARTNER_KIND_DIFFERS', severity: 'CURABLE', message }]
}

/** A body of the alliance, and another body of the same name or address that has another code. */
export interface Homonym {
  name: string
  taxCode: string
  otherCode: string
  sameName: boolean
  /** The address that both have; null where it is not the same, or not known. */
  sameAddress: string | null
  /** Whether one of the two holds a seat in the committee: then it decides who may evaluate (art. 5). */
  hasSeat: boolean
}

const homonymous = (homonyms: readonly Homonym[]): FormalReason[] =>
  homonyms.map(({ name, taxCode, otherCode, hasSeat, sameName, sameAddress }) => {
    const shared = [sameName ? 'il nome' : '', sameAddress === null ? '' : `la sede (${sameAddress})`]
    const what = shared.filter((one) => one !== '').join(' e ')
    const seat = hasSeat ? ' Uno dei due ha un seggio nel Comitato.' : ''
    const message = `«${name}» (${taxCode}) ha ${what} di un altro ente (${otherCode}).${seat} Accerta se è lo stesso, e scrivi come.`
    return { code: sameName ? 'HOMONYM' : 'SAME_ADDRESS', severity: 'CURABLE', message }
  })

/* Why a partner does not count. */
function whyUnconfirmed(standing: PartnerStanding): string {
  if (standing === 'UNSIGNED') return 'nella lettera non c’è una firma'
  if (standing === 'OTHER_PART') return 'ruolo o apporto sono cambiati dopo la conferma'
  return 'nessuna conferma'
}

/* What becomes of partners that have not confirmed is the call's rule; where the minima do not hold without them, nothing mends it. */
function unconfirmed(
  application: Application,
  rules: CallRules,
  partners: readonly StandingPartner[],
): FormalReason[] {
  const open = partners.filter((one) => !isConfirmed(one.standing))
  if (open.length === 0) return []
  const named = open.map(({ name, standing }) => `${name} (${whyUnconfirmed(standing)})`)
  const codes = open.map((one) => one.code)
  const broken = brokenWithout(application, rules, codes).map(({ message }) => message)
  const isDropped = rules.partnership.unconfirmed === 'DROPPED'
  const then = isDropped ? 'Chi resta non confermato decade.' : 'Per l’avviso la domanda non è ammissibile.'
  const without = broken.length > 0 ? ` Senza di loro: ${broken.join(' ')}` : ''
  return [
    {
      code: 'PARTNER_UNCONFIRMED',
      severity: isDropped && broken.length === 0 ? 'CURABLE' : 'BLOCKING',
      message: `Alla chiusura non risulta confermata la partecipazione di: ${named.join('; ')} (art. 9). ${then}${without}`,
    },
  ]
}

/** The formal reasons against a submitted application, from the frozen rules of its call (art. 10): partnership,
 * declarations, attachments (`attached` holds their kinds), bodies as the register knows them (kind by tax code) and their
 * namesakes and neighbours under other codes (art. 5, 9), and who of them has confirmed its part (art. 9). */
export function formalReasons(
  application: Application,
  rules: CallRules,
  found: {
    attached: readonly string[]
    registered: ReadonlyMap<string, BodyKind>
    homonyms: readonly Homonym[]
    partners: readonly StandingPartner[]
  },
): FormalReason[] {
  const judged = checkApplication(application, rules).flatMap(({ code, message }) => {
    const severity = JUDGED_LATER[code]
    return severity === undefined ? [] : [{ code, severity, message }]
  })
  return [
    ...judged,
    ...missingAttachments(application, rules, found.attached),
    ...differingPartners(application, found.registered),
    ...homonymous(found.homonyms),
    ...unconfirmed(application, rules, found.partners),
  ]
}
