import { z } from 'zod'
import { endedFunctionLetter } from '../../documents/network/function-letter.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { StandingFunction } from '../../db/network/function-changes.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { addDays, localDateSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { changeRegister } from '../../procedures/network/change-register.ts'
import { mailPerson } from '../../procedures/network/mail-person.ts'

/** When a function ends (`on` is its last day), by which act and why; `confirmed` as in `giveFunctionSchema`. */
export const endFunctionSchema = z.strictObject({
  on: localDateSchema,
  act: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
  confirmed: z.string().max(64).optional(),
})

/** Ends a function before its time: yesterday at the earliest, which takes its rights away at once, for what was done in it
 * stays done. Recorded with its reason, told to the person (art. 8). Throws NOT_ALLOWED, NOT_FOUND, INVALID_INPUT for a day
 * that does not fit or where nobody would be process owner, EXCLUSIONS_WOULD_CHANGE. */
export const endFunction: UseCase<
  z.output<typeof endFunctionSchema> & { functionId: string },
  { personId: string }
> = async (context, { functionId, on, act, reason, confirmed }) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await stores.network.holdOwners()
  const one = found('FUNCTION', functionId, await stores.network.standingFunction(functionId))
  requireDay(one, on, localDateOf(now))
  const make = async () => {
    await stores.network.endFunction(one.id, { on, act })
    await requireOwner(context, addDays(on, 1))
  }
  await changeRegister(context, { from: addDays(on, 1), confirmed, make })
  const { personId, role, from, until } = one
  await mailPerson(context, personId, (name) => endedFunctionLetter(name, { role, on, act, reason }))
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'end-function', subjectId: personId },
    facts: { functionId, role, from, until, endsOn: on, act, reason },
  })
  return { personId }
}

function requireDay({ from, until }: StandingFunction, on: LocalDate, today: LocalDate): void {
  const earliest = from > addDays(today, -1) ? from : addDays(today, -1)
  if (on < earliest)
    refuseInput(
      'on',
      'TOO_EARLY',
      `Può finire al più presto il {${earliest}:day}: ciò che è già stato fatto resta.`,
    )
  if (until !== null && on >= until)
    refuseInput('on', 'ENDS_BEFORE', `Finisce già il {${until}:day}: qui si può solo finire prima.`)
}

/* Nobody else could give the function to anybody. */
async function requireOwner({ stores }: UseCaseContext, on: LocalDate): Promise<void> {
  if ((await stores.network.holdersOf(['PROCESS_OWNER'], on, false)).length > 0) return
  refuseInput(
    'on',
    'LAST_PROCESS_OWNER',
    `Dal {${on}:day} nessuno sarebbe responsabile del procedimento: dai prima la funzione a un’altra persona.`,
  )
}
