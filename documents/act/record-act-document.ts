import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { DocumentKind } from '../../reports/documents/index.ts'
import { renderDocument } from '../../reports/render-document.ts'
import type { StepContext } from '../../procedures/context.ts'
import { actDocuments } from './act-documents.ts'
import { actReference } from './document-base.ts'

const fileNames: Record<ActKind, string> = {
  GUIDANCE_ADOPTION: 'documento-di-indirizzo',
  CALL_NOTICE: 'avviso',
  RANKING_APPROVAL: 'graduatoria',
  PLAN_APPROVAL: 'piano-territoriale',
  GRANT: 'concessione',
  LIQUIDATION: 'liquidazione',
  FINAL_RETURN: 'relazione-finale',
}

/** Renders and records the document of a proposal; once the act is adopted it carries number, date and organ (art. 8). */
export async function recordActDocument(context: StepContext, proposal: ActProposal): Promise<string> {
  const { stores, files } = context
  const adopted = await stores.acts.findAct(proposal.id)
  const act = adopted && actReference(adopted)
  const { kind, viewModel, evaluatedCallId, applicationId } = await actDocuments[proposal.kind](
    context,
    proposal,
  )
  const bytes = await renderDocument<DocumentKind>(kind, { ...viewModel, act })
  return stores.documents.record({
    ...(await files.put(bytes)),
    ...(evaluatedCallId === undefined ? {} : { evaluatedCallId }),
    /* A proposal stays in the office: the lead reads the act. */
    ...(act && applicationId !== undefined ? { applicationId } : {}),
    cycleId: proposal.cycleId,
    kind,
    subjectId: proposal.subjectId,
    title: act ? proposal.title : `Proposta: ${proposal.title}`,
    fileName: `${fileNames[proposal.kind]}${act ? '' : '-proposta'}.pdf`,
    mediaType: 'application/pdf',
    signature: 'NONE',
    createdAt: context.now,
  })
}
