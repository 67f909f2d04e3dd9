import type { PersonId } from '../domain/shared/ids.ts'
import { asId, derivedId } from '../domain/shared/ids.ts'
import type { CallId, DeclarationId } from '../domain/shared/ids.ts'
import { MILAN_PATRON } from '../domain/shared/holidays.ts'
import { variablesOf } from '../domain/shared/process-contract.ts'
import { localDateOf, termEnd, toEngineInstant } from '../domain/shared/terms.ts'
import { findExclusions } from '../use-cases/evaluation/find-exclusions.ts'
import { defineWorker } from './worker.ts'

/* Art. 5: conflicts are computed from the graph of bodies before anybody sees an application; then every titular and
 * deputy who is left with something to evaluate is asked to declare (L. 241/1990 art. 6-bis). */
export const excludeConflictedMembers = defineWorker({
  jobType: 'exclude-conflicted-members',
  input: variablesOf('cycleId', 'callId'),
  output: variablesOf('declarationIds', 'declarationsDueAt'),
  async handle({ callId }, { stores, now }) {
    const call = await stores.calls.get(callId)
    const { exclusions, ties } = await findExclusions(stores, callId, { now })
    await stores.evaluation.addExclusions(exclusions)
    const submitted = await stores.applications.submittedOf(callId)
    const isLeftOut = (personId: PersonId): boolean =>
      submitted.every((application) =>
        exclusions.some((one) => one.personId === personId && one.applicationId === application.id),
      )
    const seats = await stores.network.seats()
    const asked = seats
      .flatMap((seat) => seat.holders.map(({ personId }) => ({ personId, seatId: seat.id })))
      .filter(({ personId }) => !isLeftOut(personId))
      .map((one) => ({
        ...one,
        id: derivedId<DeclarationId>('declaration', callId, one.personId),
        callId: asId<CallId>(callId),
      }))
    await stores.evaluation.requestDeclarations(asked)
    const toDeclare = ties.flatMap(({ personId, applicationId, reason }) =>
      asked
        .filter((one) => one.personId === personId)
        .map(({ id }) => ({
          declarationId: id,
          applicationId,
          reason: 'BODY_TIE' as const,
          explanation: reason,
        })),
    )
    await stores.evaluation.addDeclaredConflicts(toDeclare)
    const dueAt = termEnd(localDateOf(now), call.rules.terms.declarationDays, MILAN_PATRON)
    return { declarationIds: asked.map((one) => one.id), declarationsDueAt: toEngineInstant(dueAt) }
  },
})
