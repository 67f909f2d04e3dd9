import { z } from 'zod'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { identityOf, personSchema } from '../../domain/network/person.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

/** A human, known by codice fiscale or foreign document, and why it is registered. */
export const registerPersonSchema = personSchema({
  email: z.email('Indirizzo di posta non valido.').max(254),
  reason: plainText({ max: 1000 }),
})

/** Registers a person of the network, who is nothing yet: functions are given apart. Throws NOT_ALLOWED, INVALID_INPUT for a
 * human that the register knows already. */
export const registerPerson: UseCase<z.output<typeof registerPersonSchema>, { personId: PersonId }> = async (
  { stores, actor, record, now },
  { reason, ...person },
) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  if (person.bornOn >= localDateOf(now))
    refuseInput('bornOn', 'IN_THE_FUTURE', 'La data di nascita non può essere oggi, né nel futuro.')
  const personId = derivedId<PersonId>('person', identityOf(person))
  if (!(await stores.network.registerPerson({ ...person, id: personId })))
    refuseInput(
      person.taxCode === null ? 'document.number' : 'taxCode',
      'KNOWN',
      'Questa persona è già nel registro: cercala nell’elenco delle persone.',
    )
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'register-person', subjectId: personId },
    facts: { reason, email: person.email },
  })
  return { personId }
}
