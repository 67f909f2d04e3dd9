import type { Call } from '../../db/call/call-store.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { isDemonstration, toldRules } from '../../words/told-rules.ts'
import type { ActDocumentBuilder } from '../act/act-document.ts'
import { actBase } from '../act/document-base.ts'
import type { DocumentBase } from '../act/document-base.ts'

type Notice = DocumentViewModel<'call-notice'>

const PURPOSE =
  'L’avviso raccoglie i progetti delle Alleanze locali di conciliazione da inserire nel Piano territoriale, ' +
  'secondo le priorità del Documento territoriale di indirizzo (regolamento della Rete, artt. 8, 9 e 10).'

/** The notice's view model: every rule of the frozen configuration, and how one applies. */
export function callNotice(base: DocumentBase, call: Call): Notice {
  const { configuration } = call
  const { lead, responsible } = base
  const parts = toldRules(configuration, { name: lead.name, pec: lead.pec, responsible: responsible.name })
  return {
    ...base,
    code: configuration.code,
    title: configuration.title.value,
    version: call.number,
    purpose: PURPOSE,
    opensAt: call.opensAt.toISOString(),
    closesAt: call.closesAt.toISOString(),
    availableCents: configuration.budgetLineCents.value,
    parts,
    demonstration: isDemonstration(parts),
    channel: 'Sistema informativo della Rete, con l’accesso di chi rappresenta l’ente capofila',
  }
}

/** The public notice, from the frozen configuration only (art. 8, 9; L. 241/1990 art. 12). */
export const buildCallActDocument: ActDocumentBuilder = async (context, proposal) => {
  const call = await context.stores.calls.get(proposal.subjectId)
  const base = await actBase(context, proposal)
  return { kind: 'call-notice', viewModel: callNotice(base, call) }
}
