import { z } from 'zod'
import { actAdoption } from '../../domain/process/act-adoption.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { makeActDocument, recordActDocument } from '../../documents/act/record-act-document.ts'
import { defineLongWorker } from '../worker.ts'

/* Art. 8: what we make is a proposal; its document is rendered from the rows, the same again at a repetition. */
export const prepareActProposal = defineLongWorker({
  jobType: 'prepare-act-proposal',
  input: variablesOf(actAdoption, 'cycleId', 'actProposalId'),
  output: z.strictObject({}),
  async prepare({ actProposalId }, outside) {
    const document = await makeActDocument(outside, actProposalId)
    return async (context) => {
      const { stores, now } = context
      const proposal = await stores.acts.get(actProposalId)
      if (proposal.status !== 'PROPOSED') return {}
      await stores.documents.recordFile({ ...document.content, at: now })
      const documentId = await recordActDocument(context, proposal, document)
      await stores.acts.attachDocument(proposal.id, { documentId, contentSha256: document.content.sha256 })
      return {}
    }
  },
})
