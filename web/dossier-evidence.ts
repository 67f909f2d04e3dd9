import { askedAttachments } from '../domain/call/admissibility.ts'
import type { CallRules } from '../domain/call/configuration.ts'
import { titleOf } from '../words/codes.ts'
import type { Application } from './application-desk.ts'
import { allianceFigures } from './dossier-figures.ts'

/** Where in the dossier something is that bears a formal reason out, and what it says. */
interface Evidence {
  href: string
  text: string
}

type Find = (application: Application, rules: CallRules, message: string) => Evidence[]

const ofPartner = (code: string, text: string): Evidence => ({ href: `#partner-${code}`, text })

const figure =
  (id: string): Find =>
  ({ content }, rules) =>
    allianceFigures(content, rules)
      .filter((one) => one.id === id)
      .map(({ what, found, limit }) => ({ href: `#figure-${id}`, text: `${what}: ${found}, ${limit}` }))

const at =
  (href: string, text: string): Find =>
  () => [{ href, text }]

/* Which of an application's bodies a sentence names by their codes. */
const namedIn: Find = ({ partners }, _rules, message) =>
  partners
    .filter(({ code }) => message.includes(`(${code})`))
    .map(({ code, name }) => ofPartner(code, `${name ?? code} nell’alleanza`))

const missingFiles: Find = ({ content, attachments }, rules) =>
  askedAttachments(content, rules)
    .filter(({ kind }) => !attachments.some((one) => one.kind === kind))
    .map(({ kind, label }) => ({ href: `#file-${kind}`, text: `${label}: non c’è` }))

const unconfirmed: Find = ({ partners }) =>
  partners
    .filter(({ confirmed }) => !confirmed)
    .map(({ code, name, standing }) => ofPartner(code, `${name ?? code}: ${titleOf('standing', standing)}`))

/* The register tells the kind of a body, and the application another. */
const otherKinds: Find = ({ content, alliance }) =>
  content.partners.flatMap(({ bodyTaxCode: code, bodyName, bodyKind }) => {
    const known = alliance.find((one) => one.taxCode === code)
    if (code === null || bodyKind === null || known === undefined || known.kind === bodyKind) return []
    const kinds = `dichiara «${titleOf('bodyKind', bodyKind)}», nel registro è «${titleOf('bodyKind', known.kind)}»`
    return [ofPartner(code, `${bodyName ?? code}: ${kinds}`)]
  })

const EVIDENCE: Readonly<Record<string, Find>> = {
  TOO_FEW_BODIES: figure('TOO_FEW_BODIES'),
  TOO_FEW_PUBLIC: figure('TOO_FEW_PUBLIC'),
  TOO_FEW_SMALL: figure('TOO_FEW_SMALL'),
  LEAD_NOT_PUBLIC: at('#told-lead', 'Il capofila, con la sua natura'),
  DECLARATION_MISSING: at('#told-declarations', 'Le dichiarazioni'),
  PARTNER_NOTICE_MISSING: at('#told-notice', 'L’avviso con cui sono scelti i partner'),
  ATTACHMENT_MISSING: missingFiles,
  PARTNER_KIND_DIFFERS: otherKinds,
  PARTNER_UNCONFIRMED: unconfirmed,
  HOMONYM: namedIn,
  SAME_ADDRESS: namedIn,
}

/** What in an application bears a formal reason out: the document, the partner's confirmation, the figure against its limit; the
 * whole of it where the reason is of no one place (art. 10). */
export function evidenceOf(
  { code, message }: { code: string; message: string },
  application: Application,
  rules: CallRules,
): Evidence[] {
  const found = EVIDENCE[code]?.(application, rules, message) ?? []
  return found.length > 0 ? found : [{ href: '#dossier-project', text: 'La domanda' }]
}
