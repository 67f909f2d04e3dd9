import { z } from 'zod'
import type { Act, ActProposal } from '../../db/act/act-store.ts'
import { missingForEffects } from '../../domain/act/act.ts'
import type { ActRecord } from '../../domain/act/act.ts'
import { actAdoption } from '../../domain/process/act-adoption.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { actEffects } from '../../procedures/act/act-effects.ts'
import { makeActDocument, recordActDocument } from '../../documents/act/record-act-document.ts'
import { defineLongWorker } from '../worker.ts'
import type { WorkerContext } from '../worker.ts'

const NOTHING_RECORDED: ActRecord = {
  number: null,
  adoptedOn: null,
  organ: null,
  signedFileSha256: null,
  publicationNumber: null,
  publishedOn: null,
}

/* Art. 8 and 11: only an adopted and published act has effects; they begin once. The document now carries the act's number. */
export const beginActEffects = defineLongWorker({
  jobType: 'begin-act-effects',
  input: variablesOf(actAdoption, 'cycleId', 'actProposalId'),
  output: z.strictObject({}),
  async prepare({ actProposalId }, outside) {
    const document = await makeActDocument(outside, actProposalId)
    return async (context) => {
      const { stores, now } = context
      const proposal = await stores.acts.get(actProposalId)
      if (proposal.status === 'EFFECTIVE') return {}
      await requirePublished(context, proposal)
      const documentId = await recordActDocument(context, proposal, document)
      await stores.acts.makeEffective(proposal.id, { at: now, documentId })
      await actEffects[proposal.kind](context, proposal)
      return {}
    }
  },
})

async function requirePublished({ stores }: WorkerContext, { id, status }: ActProposal): Promise<void> {
  const problems = missingForEffects(recordOf(await stores.acts.findAct(id)))
  if (status === 'PUBLISHED' && problems.length === 0) return
  const missing = problems.map((problem) => problem.path).join(', ')
  throw new Error(
    `act proposal ${id} is ${status} and has no effects; missing: ${missing || 'its publication'}`,
  )
}

function recordOf(act: Act | null): ActRecord {
  if (act === null) return NOTHING_RECORDED
  const { number, adoptedOn, organ, signedFileSha256, publicationNumber, publishedOn } = act
  return { number, adoptedOn, organ, signedFileSha256, publicationNumber, publishedOn }
}
