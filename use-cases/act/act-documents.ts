import type { ActProposal } from '../../db/act-store.ts'
import type { ActKind } from '../../domain/act/act.ts'
import type { DocumentKind, DocumentViewModel } from '../../reports/documents/index.ts'
import type { StepContext } from '../context.ts'

/** A proposal's document: its kind with its view model; `evaluatedCallId` where it speaks of several applications under evaluation. */
export type ActDocument = {
  [K in DocumentKind]: { kind: K; viewModel: DocumentViewModel<K>; evaluatedCallId?: string }
}[DocumentKind]

/** Builds the document of one proposal from the rows; the same rows give the same document. */
export type ActDocumentBuilder = (context: StepContext, proposal: ActProposal) => Promise<ActDocument>

/** Who builds the document of each kind of act. */
export const actDocuments: Partial<Record<ActKind, ActDocumentBuilder>> = {}
