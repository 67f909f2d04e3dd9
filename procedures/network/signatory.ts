import type { LocalDate } from '../../domain/shared/local-date.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import type { Actor, StepContext } from '../context.ts'
import { refuseInput } from '../refuse-input.ts'

interface Signing {
  bodyId: string
  /** The day of the signature. */
  on: LocalDate
}

/** Who signs for a body what is done on a day: the person named, or else whoever acts; it must be one who holds a function
 * of signatory for that body on that day, as a contact never is. Throws INVALID_INPUT, saying who may. */
export async function signatoryOf(
  { stores, actor }: StepContext & { actor: Actor },
  { bodyId, on, named }: Signing & { named: string | undefined },
): Promise<PersonId> {
  const able = await stores.network.signatoriesOf(bodyId, on)
  const found = able.find((one) => one.personId === (named ?? actor.personId))
  if (found !== undefined) return found.personId
  const names = able.map((one) => one.displayName).join(', ')
  return refuseInput(
    'signatory',
    'NOT_A_SIGNATORY',
    `Indica chi firma per l’ente: il {${on}:day} ${names === '' ? 'nessuno risulta averne la firma' : `può firmare ${names}`}.`,
  )
}

/** What a form shows for it: who may sign on the day, or on one from `since` to it where the form asks the day; and whoever
 * acts, where that is one of them. */
export async function signatoryChoice(
  { stores, actor }: StepContext & { actor: Actor },
  { bodyId, on, since }: Signing & { since?: LocalDate },
) {
  const able = await stores.network.signatoriesOf(bodyId, on, since)
  const isOne = able.some((one) => one.personId === actor.personId)
  return {
    signatoryOptions: able.map((one) => ({ value: one.personId, label: one.displayName })),
    ...(isOne ? { signatory: actor.personId } : {}),
  }
}
