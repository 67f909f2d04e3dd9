import type { Call } from '../../db/call/call-store.ts'
import type { Correction } from '../../db/call/correction-store.ts'
import { callWindow } from '../../domain/call/window.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { comparedRules } from '../../words/compared-rules.ts'
import { isDemonstration, toldRules } from '../../words/told-rules.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actBase } from '../act/document-base.ts'
import type { DocumentBase } from '../act/document-base.ts'

type Notice = DocumentViewModel<'call-notice'>

const PURPOSE =
  'L’avviso raccoglie i progetti delle Alleanze locali di conciliazione da inserire nel Piano territoriale, ' +
  'secondo le priorità del Documento territoriale di indirizzo (regolamento della Rete, artt. 8, 9 e 10).'

/** The notice's view model: every rule of the frozen configuration, and how one applies. */
export function callNotice(
  base: DocumentBase,
  call: Pick<Call, 'configuration' | 'number' | 'opensAt' | 'closesAt'>,
): Notice {
  const { configuration } = call
  const { lead, responsible } = base
  const parts = toldRules(configuration, { name: lead.name, pec: lead.pec, responsible: responsible.name })
  return {
    ...base,
    code: configuration.code,
    title: configuration.title.value,
    number: call.number,
    purpose: PURPOSE,
    opensAt: call.opensAt.toISOString(),
    closesAt: call.closesAt.toISOString(),
    availableCents: configuration.budgetLineCents.value,
    parts,
    demonstration: isDemonstration(parts),
    draft: false,
    correction: null,
    channel: 'Sistema informativo della Rete, con l’accesso di chi rappresenta l’ente capofila',
  }
}

/** The same of a call that is still written and contradicts nothing: each page says that it is a draft. */
export function draftNotice(base: DocumentBase, call: Pick<Call, 'configuration' | 'number'>): Notice {
  const window = callWindow(call.configuration.window.value)
  if (window === null) throw new TypeError('a checked window has an hour that does not exist')
  return { ...callNotice(base, { ...call, ...window }), draft: true }
}

type Printed = 'version' | 'reason' | 'replaced' | 'configuration' | 'closesAt'

/* The whole notice in its new version, with what it changes from the one before and why (L. 241/1990 art. 12). */
function correctedNotice(
  base: DocumentBase,
  call: Call,
  { version, reason, replaced, configuration, closesAt }: Pick<Correction, Printed>,
): Notice {
  const notice = callNotice(base, { ...call, configuration, closesAt })
  const before = callNotice(base, { ...call, configuration: replaced })
  const changes = comparedRules(before.parts, notice.parts).flatMap((part) => part.changes)
  return { ...notice, correction: { version, reason, changes } }
}

const NO_REASON = 'Il motivo si scrive quando la rettifica è proposta.'

/** The same of a correction that is still written and contradicts nothing: it has no reason yet. */
export function draftCorrection(
  base: DocumentBase,
  call: Call,
  { configuration, version }: Pick<Correction, 'configuration' | 'version'>,
): Notice {
  const window = callWindow(configuration.window.value)
  if (window === null) throw new TypeError('a checked window has an hour that does not exist')
  const { closesAt } = window
  const correction = { version, configuration, closesAt, replaced: call.configuration, reason: NO_REASON }
  return { ...correctedNotice(base, call, correction), draft: true }
}

/** The public notice, from the frozen configuration only (art. 8, 9; L. 241/1990 art. 12). */
export const buildCallActDocument: ActDocumentBuilder = async (context, proposal) => {
  const { stores } = context
  const base = await actBase(context, proposal)
  const correction = await stores.corrections.find(proposal.subjectId)
  const call = await stores.calls.get(correction?.callId ?? proposal.subjectId)
  const viewModel = correction === null ? callNotice(base, call) : correctedNotice(base, call, correction)
  return { kind: 'call-notice', viewModel }
}
