import type { ActProposal } from '../../db/act/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import { canonicalJson } from '../../domain/shared/canonical-json.ts'
import type { DocumentKind } from '../../reports/documents/index.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { KeptFile, Outside } from '../outside.ts'
import type { ActDocument } from './act-document.ts'
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
  content: KeptFile
  evaluatedCallId?: string
  applicationId?: string
}

/* What was adopted, whatever the rows say since; of what is proposed, what the rows say now. */
async function contentOf(
  context: StepContext,
  proposal: ActProposal,
  isAdopted: boolean,
): Promise<ActDocument> {
  if (!isAdopted) return actDocuments[proposal.kind](context, proposal)
  if (proposal.contentSha256 === null)
    throw new Error(`act proposal ${proposal.id} was adopted without a document`)
  return JSON.parse((await context.files.read(proposal.contentSha256)).toString()) as ActDocument
}

/** Renders the document of a proposal as it now stands, or of an act as it was adopted, before the transaction that records it
 * (art. 8). */
export async function makeActDocument(outside: Outside, proposalId: string): Promise<KeptAct> {
  const { document, act } = await outside.read(async (context) => {
    const proposal = await context.stores.acts.get(proposalId)
    const adopted = await context.stores.acts.findAct(proposalId)
    const document = await contentOf(context, proposal, adopted !== null)
    return { document, act: adopted && actReference(adopted) }
  })
  const { viewModel, ...about } = document
  const content = await outside.keep(Buffer.from(canonicalJson(document)))
  const bytes = await outside.render<DocumentKind>(about.kind, { ...viewModel, act })
  return { ...about, isAdopted: act !== null, content, ...(await outside.keep(bytes)) }
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
