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
      const proposal = await context.stores.acts.get(actProposalId)
      if (proposal.status !== 'PROPOSED') return {}
      await context.stores.acts.attachDocument(
        proposal.id,
        await recordActDocument(context, proposal, document),
      )
      return {}
    }
  },
})
