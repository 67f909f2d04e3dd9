import type { ExclusionRecord } from '../../db/evaluation/exclusion-store.ts'
import type { Exclusion, PathStep } from '../../domain/evaluation/conflicts.ts'
import type { BodyId, CallId } from '../../domain/shared/ids.ts'

/* Names that a reason is written with: bodies by id, applications by id. */
interface ReasonNames {
  bodies: ReadonlyMap<string, string>
  applications: ReadonlyMap<string, string>
}

const links: Record<PathStep['via'], string> = {
  SEAT: 'siede nel Comitato per',
  OFFICE: 'ha una carica in',
  CONTROL: 'legato da controllo a',
  MEMBERSHIP: 'associato a',
  SERVICE_COMPANY: 'legato da azienda di servizi a',
}

const roleOf = (basis: string): string =>
  basis.startsWith('LEAD') ? 'capofila' : basis.startsWith('PARTNER') ? 'partner' : 'aderente'

const nameOf = (names: ReadonlyMap<string, string>, id: string): string => names.get(id) ?? id

/** The whole reason, for chair and minutes: every step of the chain, and the application that causes it (art. 5). */
export function fullReasonOf(found: Exclusion, names: ReasonNames): string {
  const chain = found.path.map((step) => `${links[step.via]} ${nameOf(names.bodies, step.bodyId)}`).join(', ')
  const cause = nameOf(names.applications, found.causeApplicationId)
  const reach = found.scope === 'ALL' ? ' (art. 5: escluso da tutti i progetti)' : ''
  return `${chain}, ${roleOf(found.basis)} del progetto ${cause}${reach}`
}

/** All that the person is told: the tie with the own body, and no other body or application (art. 5). */
export function ownReasonOf(found: Exclusion, bodies: ReadonlyMap<string, string>): string {
  const own = found.path[0]
  const body = own === undefined ? '' : nameOf(bodies, own.bodyId)
  const through = found.path.length > 1 ? 'è legato a un ente che è' : 'è'
  const reach = found.scope === 'ALL' ? 'di un progetto presentato' : 'di questo progetto'
  if (found.basis.endsWith('UNCONFIRMED'))
    return `L’ente di appartenenza (${body}) ${through} indicato come ${roleOf(found.basis)} ${reach}, ma non lo ha confermato (art. 9).`
  return `L’ente di appartenenza (${body}) ${through} ${roleOf(found.basis)} ${reach}.`
}

/** A computed exclusion as it is kept; `seatId` null for people of the offices. */
export function toExclusionRecord(
  found: Exclusion,
  names: ReasonNames,
  at: { callId: CallId; seatId: ExclusionRecord['seatId']; excludedAt: Date },
): ExclusionRecord {
  return {
    ...at,
    applicationId: found.applicationId,
    causeApplicationId: found.causeApplicationId,
    personId: found.personId,
    basis: found.basis,
    source: 'COMPUTED',
    path: found.path,
    fullReason: fullReasonOf(found, names),
    ownReason: ownReasonOf(found, names.bodies),
  }
}

/** Ids of every body that the chains name. */
export function bodiesNamed(found: readonly Exclusion[]): BodyId[] {
  return [...new Set(found.flatMap((one) => one.path.map((step) => step.bodyId)))]
}
