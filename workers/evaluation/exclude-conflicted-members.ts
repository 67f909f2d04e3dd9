import type { Stores } from '../../db/stores.ts'
import { asId, opaqueId } from '../../domain/shared/ids.ts'
import type { ApplicationId, CallId, DeclarationId, PersonId, SeatId } from '../../domain/shared/ids.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { pairKey } from '../../domain/evaluation/possible-evaluators.ts'
import { evaluation } from '../../domain/process/evaluation.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf, termEnd, toEngineInstant } from '../../domain/shared/terms.ts'
import { findExclusions } from '../../procedures/evaluation/find-exclusions.ts'
import type { FoundConflicts } from '../../procedures/evaluation/find-exclusions.ts'
import { defineWorker } from '../worker.ts'

/* Art. 5: conflicts are computed from the graph of bodies before anybody sees an application; then every titular and
   deputy who is left with something to evaluate is asked to declare (L. 241/1990 art. 6-bis), and every expert called in.
   Nobody is asked twice, but who let the term pass and is called in as an expert. */
export const excludeConflictedMembers = defineWorker({
  jobType: 'exclude-conflicted-members',
  input: variablesOf(evaluation, 'cycleId', 'callId'),
  output: variablesOf(evaluation, 'declarationIds', 'declarationsDueAt'),
  async handle({ callId }, { stores, now }) {
    await stores.outbox.markReceived({ name: 'AdmissibilityDecided', correlationKey: callId }, now)
    const call = await stores.calls.get(callId)
    const appointed = await stores.evaluation.appointmentsOf(callId)
    const experts = [...new Set(appointed.map((one) => one.personId))]
    const { exclusions, ties } = await findExclusions(stores, callId, { now, also: experts })
    await stores.evaluation.addExclusions(exclusions)
    await askMembers(stores, callId, { ties, on: localDateOf(now) })
    await stores.evaluation.requestExpertDeclarations(
      experts.map((personId) => declarationOf(callId, { personId, seatId: null })),
    )
    const declarations = await stores.evaluation.declarationsOf(callId)
    const open = declarations.filter((one) => one.status === 'REQUESTED').map((one) => one.id)
    const { patronDay } = await stores.networkSettings.settings()
    const dueAt = termEnd(localDateOf(now), call.rules.terms.declarationDays, patronDay.value)
    return { declarationIds: open, declarationsDueAt: toEngineInstant(dueAt) }
  },
})

/* Its id is random: derived from the person, it would name the person in the engine. */
function declarationOf(callId: string, who: { personId: PersonId; seatId: SeatId | null }) {
  return { ...who, id: opaqueId<DeclarationId>(), callId: asId<CallId>(callId) }
}

async function askMembers(
  stores: Stores,
  callId: string,
  { ties, on }: { ties: FoundConflicts['ties']; on: LocalDate },
): Promise<void> {
  const submitted = await stores.applications.submittedOf(callId)
  const exclusions = await stores.evaluation.exclusionsOf(callId)
  const excluded = new Set(exclusions.map(pairKey))
  const isLeftOut = (personId: PersonId): boolean =>
    submitted.every(({ id }) => excluded.has(pairKey({ personId, applicationId: asId<ApplicationId>(id) })))
  const members = (await stores.network.seats(on)).flatMap((seat) =>
    seat.holders.map(({ personId }) => ({ personId, seatId: seat.id })),
  )
  const asked = members.filter(({ personId }) => !isLeftOut(personId))
  await stores.evaluation.requestDeclarations(asked.map((one) => declarationOf(callId, one)))
  const declarations = await stores.evaluation.declarationsOf(callId)
  const ownDeclarations = new Map(
    declarations.flatMap((one) => (one.seatId === null ? [] : [[one.personId, one.id]])),
  )
  const toDecide = ties.flatMap(({ personId, applicationId, reason }) => {
    const declarationId = ownDeclarations.get(personId)
    return declarationId === undefined ? [] : [{ declarationId, applicationId, tie: reason }]
  })
  await stores.evaluation.addTies(toDecide)
}
