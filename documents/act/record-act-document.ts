import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { DocumentKind } from '../../reports/documents/index.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { KeptFile, Outside } from '../outside.ts'
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

/* The document of a proposal, in the store; once the act is adopted it carries number, date and organ. */
interface KeptAct extends KeptFile {
  kind: DocumentKind
  isAdopted: boolean
  evaluatedCallId?: string
  applicationId?: string
}

/** Renders the document of a proposal as it now stands, before the transaction that records it (art. 8). */
export async function makeActDocument(outside: Outside, proposalId: string): Promise<KeptAct> {
  const { viewModel, ...about } = await outside.read(async (context) => {
    const proposal = await context.stores.acts.get(proposalId)
    const adopted = await context.stores.acts.findAct(proposalId)
    const { viewModel, ...rest } = await actDocuments[proposal.kind](context, proposal)
    const act = adopted && actReference(adopted)
    return { ...rest, isAdopted: adopted !== null, viewModel: { ...viewModel, act } }
  })
  const bytes = await outside.render<DocumentKind>(about.kind, viewModel)
  return { ...about, ...(await outside.keep(bytes)) }
}

/** Records the document of a proposal among those of its cycle (art. 8). */
export function recordActDocument(
  { stores, now }: StepContext,
  proposal: ActProposal,
  { isAdopted, applicationId, ...document }: KeptAct,
): Promise<string> {
  return stores.documents.record({
    ...document,
    /* A proposal stays in the office: the lead reads the act. */
    ...(isAdopted && applicationId !== undefined ? { applicationId } : {}),
    cycleId: proposal.cycleId,
    subjectId: proposal.subjectId,
    title: isAdopted ? proposal.title : `Proposta: ${proposal.title}`,
    fileName: `${fileNames[proposal.kind]}${isAdopted ? '' : '-proposta'}.pdf`,
    mediaType: 'application/pdf',
    signature: 'NONE',
    createdAt: now,
  })
}
