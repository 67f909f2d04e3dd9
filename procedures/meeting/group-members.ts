import type { NewMember } from '../../db/meeting/working-group-store.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCaseContext } from '../context.ts'
import { refuseInput } from '../refuse-input.ts'

interface Proposed {
  referentId: string
  /** People of the committee. */
  holders: readonly string[]
  /** People of the register and bodies, by their codes. */
  people: readonly string[]
  bodies: readonly string[]
  contacts: readonly { name: string; organisation: string; email: string }[]
}

/** The people who sit in the committee today. */
export async function committeeToday({ stores, now }: UseCaseContext): Promise<Set<string>> {
  const seats = await stores.network.seats(localDateOf(now))
  return new Set(seats.flatMap((seat) => seat.holders.map(({ personId }) => personId)))
}

/** Who would take part in a working group, each once, beside its referent: one of the committee; others may be outside it (art. 5). Throws
 * INVALID_INPUT for a referent or a member who does not sit in the committee, and for a code that the register does not know. */
export async function groupMembers(context: UseCaseContext, proposed: Proposed): Promise<NewMember[]> {
  const { referentId, holders, people, bodies, contacts } = proposed
  const sits = await committeeToday(context)
  if (!sits.has(referentId))
    refuseInput('referentId', 'NOT_IN_COMMITTEE', 'Il referente è un componente del Comitato (art. 5).')
  holders.forEach((one, index) => {
    if (!sits.has(one))
      refuseInput(`holders[${index}]`, 'NOT_IN_COMMITTEE', 'Scegli fra i componenti del Comitato di oggi.')
  })
  const known = await Promise.all(people.map((code, index) => personOf(context, code, `people[${index}]`)))
  const ids = new Set([...holders, ...known])
  ids.delete(referentId)
  const bodyIds = new Set(
    await Promise.all(bodies.map((code, index) => bodyOf(context, code, `bodies[${index}]`))),
  )
  return [
    ...[...ids].map((personId) => ({ personId })),
    ...[...bodyIds].map((bodyId) => ({ bodyId })),
    ...contacts,
  ]
}

async function personOf({ stores }: UseCaseContext, code: string, path: string): Promise<string> {
  const id = await stores.network.personByTaxCode(code)
  return (
    id ??
    refuseInput(
      path,
      'UNKNOWN',
      `Nessuna persona del registro ha il codice fiscale ${code}: scrivila fra gli altri.`,
    )
  )
}

async function bodyOf({ stores }: UseCaseContext, code: string, path: string): Promise<string> {
  const match = await stores.network.matchBody(code)
  if (typeof match === 'string')
    return refuseInput(path, match, `Il codice ${code} non dice un ente solo del registro: ricontrollalo.`)
  const [body] = await stores.network.bodies([match.id])
  if (!body?.email)
    refuseInput(
      path,
      'NO_ADDRESS',
      'Di questo ente il registro non ha un indirizzo: scrivi fra gli altri chi partecipa per esso.',
    )
  return match.id
}
