import type { BodyKind } from '../network/network.ts'
import type { Problem } from '../shared/problem.ts'
import { checkApplication } from './application-check.ts'
import type { Application } from './application.ts'
import type { CallRules } from './configuration.ts'

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
}

/** What an application must mend before it can be submitted: contradictions, sums, limits, references to the call. */
export function submissionProblems(application: Application, rules: CallRules): Problem[] {
  return checkApplication(application, rules).filter((problem) => !(problem.code in JUDGED_LATER))
}

function missingAttachments(rules: CallRules, attached: readonly string[]): FormalReason[] {
  const missing = rules.requiredAttachments
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

/** A body of the alliance, and another body of the same name that has another code. */
export interface Homonym {
  name: string
  taxCode: string
  otherCode: string
  /** Whether one of the two holds a seat in the committee: then it decides who may evaluate (art. 5). */
  hasSeat: boolean
}

const homonymous = (homonyms: readonly Homonym[]): FormalReason[] =>
  homonyms.map(({ name, taxCode, otherCode, hasSeat }) => {
    const seat = hasSeat ? ' Uno dei due ha un seggio nel Comitato.' : ''
    const message = `«${name}» (${taxCode}) ha il nome di un altro ente (${otherCode}).${seat} Accerta se è lo stesso, e scrivi come.`
    return { code: 'HOMONYM', severity: 'CURABLE', message }
  })

/** The formal reasons against a submitted application, from the frozen rules of its call (art. 10): partnership,
 * declarations, attachments (`attached` holds their kinds), bodies as the register knows them (kind by tax code) and their
 * homonyms under other codes (art. 5, 9). */
export function formalReasons(
  application: Application,
  rules: CallRules,
  found: {
    attached: readonly string[]
    registered: ReadonlyMap<string, BodyKind>
    homonyms: readonly Homonym[]
  },
): FormalReason[] {
  const judged = checkApplication(application, rules).flatMap(({ code, message }) => {
    const severity = JUDGED_LATER[code]
    return severity === undefined ? [] : [{ code, severity, message }]
  })
  return [
    ...judged,
    ...missingAttachments(rules, found.attached),
    ...differingPartners(application, found.registered),
    ...homonymous(found.homonyms),
  ]
}
