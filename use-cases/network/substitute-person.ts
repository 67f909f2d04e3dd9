import { z } from 'zod'
import { substitutionLetters } from '../../documents/network/substitution-letters.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { StandingFunction } from '../../db/network/function-changes.ts'
import { refusalOfSubstitution } from '../../domain/network/substitution.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { changeRegister } from '../../procedures/network/change-register.ts'
import { mailPerson } from '../../procedures/network/mail-person.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { titleOf } from '../../words/codes.ts'

/** In the place of which function, for which application alone, by its id or its handle (left out: for all), from the first to the last day, by which act and
 * why; `confirmed` as in `giveFunctionSchema`. */
export const substitutePersonSchema = z.strictObject({
  functionId: z.string('Scegli chi è sostituito.').max(40),
  applicationId: z.string().max(40).optional(),
  from: localDateSchema,
  until: localDateSchema,
  act: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
  confirmed: z.string().max(64).optional(),
})
type Asked = z.output<typeof substitutePersonSchema> & { personId: string }

/** Lets a person act in the place of who holds a function, for all or for one application and its project, on the days told, by an
 * act: recorded with its reason, told to both. It opens nothing that a conflict closes to the substitute, and closes nothing that is closed to the other (art. 5, 8).
 * Throws NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, EXCLUSIONS_WOULD_CHANGE. */
export const substitutePerson: UseCase<Asked, { personId: string; functionId: string }> = async (
  context,
  asked,
) => {
  const { stores, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const { id: personId } = found('PERSON', asked.personId, await stores.network.findPerson(asked.personId))
  const replaced = found(
    'FUNCTION',
    asked.functionId,
    await stores.network.standingFunction(asked.functionId),
  )
  const only = await onlyApplication(context, asked)
  await refuseUnfit(context, { ...asked, applicationId: only?.id ?? null }, replaced)
  const { from, until, act, reason, confirmed } = asked
  const functionId = newId<string>()
  const make = () =>
    stores.network.addSubstitution({
      ...{ id: functionId, personId, of: replaced.id, from, until, act, only: only?.id ?? null },
    })
  await changeRegister(context, { from, confirmed, make })
  const people = await stores.network.persons([personId, replaced.personId])
  const nameOf = (id: typeof personId) => people.get(id)?.displayName ?? id
  const letters = substitutionLetters({
    ...{ substitute: nameOf(personId), replaced: nameOf(replaced.personId), role: replaced.role },
    ...{ from, until, act, reason, only: only === null ? null : only.code },
  })
  await mailPerson(context, personId, () => letters.substitute)
  await mailPerson(context, replaced.personId, () => letters.replaced)
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'substitute-person', subjectId: personId },
    facts: {
      ...{ functionId, of: replaced.id, inPlaceOf: replaced.personId, from, until, act, reason },
      ...(only && { applicationId: only.id }),
    },
  })
  return { personId, functionId }
}

/* Also one that the wall closes to who records it: that decides nothing of it. */
const onlyApplication = async ({ stores, actor }: UseCaseContext, { applicationId: asked }: Asked) =>
  asked === undefined
    ? null
    : found('APPLICATION', asked, await stores.evaluation.applicationAhead(actor, asked))

async function refuseUnfit(
  { stores, now }: UseCaseContext,
  asked: Omit<Asked, 'applicationId'> & { applicationId: string | null },
  replaced: StandingFunction,
): Promise<void> {
  const { personId, functionId, applicationId, from, until } = asked
  const days = until < from ? { from, until: from } : { from, until }
  const circle = await stores.network.standsInFor({ personId: replaced.personId, for: personId, ...days })
  const refusal = refusalOfSubstitution({ ...asked, today: localDateOf(now) }, replaced, circle)
  if (refusal !== null) refuseInput(...refusal, `${titleOf('substitutionRefusal', refusal[1])}.`)
  const other = await stores.network.substituteOf({ functionId, only: applicationId }, days)
  if (other !== null)
    refuseInput(
      'from',
      'SUBSTITUTED_ALREADY',
      `È già sostituita da ${other.displayName}, dal {${other.from}:day} al {${other.until}:day}. Termina prima quella sostituzione, o cambia i giorni.`,
    )
}
