import type { ActProposal } from '../../db/act/act-store.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { DocumentKind, DocumentViewModel } from '../../reports/documents/index.ts'

/* A proposal's document: its kind with its view model; `evaluatedCallId` where it speaks of several applications under
   evaluation, `applicationId` where the act is for one alliance, whose lead then reads it. */
export type ActDocument = {
  [K in DocumentKind]: {
    kind: K
    viewModel: DocumentViewModel<K>
    evaluatedCallId?: string
    applicationId?: string
  }
}[DocumentKind]

/** Builds the document of one proposal from the rows; the same rows give the same document. */
export type ActDocumentBuilder = (context: StepContext, proposal: ActProposal) => Promise<ActDocument>
