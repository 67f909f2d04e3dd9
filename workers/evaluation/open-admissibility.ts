import { z } from 'zod'
import { derivedId } from '../../domain/shared/ids.ts'
import type { OutboxId } from '../../domain/shared/ids.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { defineWorker } from '../worker.ts'

/* Art. 10: the review of every application submitted in time is told to begin, in order of arrival. */
export const openAdmissibility = defineWorker({
  jobType: 'open-admissibility',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: z.strictObject({}),
  async handle({ cycleId, callId }, { stores }) {
    const call = await stores.calls.get(callId)
    if (call.status !== 'CLOSED')
      throw new Error(`call ${callId} is ${call.status}: only a closed call is examined`)
    const submitted = await stores.applications.submittedOf(callId)
    await stores.outbox.publishMessages({
      cycleId,
      name: 'AdmissibilityOpened',
      to: submitted.map(({ id }) => ({
        id: derivedId<OutboxId>('admissibility-opened', id),
        correlationKey: id,
        variables: {},
      })),
    })
    return {}
  },
})
