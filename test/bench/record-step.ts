import { z } from 'zod'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { guidance } from '../../domain/process/guidance.ts'
import { defineWorker } from '../../workers/worker.ts'

/** A light worker as the real ones are: beside ledger and audit it writes one row, a comment on the cycle's guidance. */
export const recordStep = defineWorker({
  jobType: 'our-step',
  input: variablesOf(guidance, 'cycleId', 'guidanceDocumentId'),
  output: z.strictObject({}),
  async handle({ guidanceDocumentId }, { stores, now, element }) {
    await stores.guidance.addComment({
      guidanceDocumentId,
      bodyId: demoBodyId('COMUNE_RHO'),
      personId: demoPersonId('MEMBER_COMUNE_RHO'),
      text: `Osservazione ${element.instanceKey}`,
      at: now,
    })
    return {}
  },
})
