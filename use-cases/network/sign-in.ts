import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { ProvedIdentity } from '../../domain/network/proved-identity.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'

/** Finds the account of whom a provider has proved; the first time, binds it to the registered person with that codice
 * fiscale. Throws PERSON_UNKNOWN, or NO_FUNCTION_TODAY, and then has written nothing. */
export const signIn: UseCase<
  ProvedIdentity,
  { accountId: string; personId: PersonId; functions: number }
> = async (context, identity) => {
  const { network } = context.stores
  const account = (await network.accountOfSubject(identity)) ?? (await bound(context, identity))
  const functions = await network.functionsOf(account.personId, localDateOf(context.now))
  if (functions.length === 0) throw new BusinessError('NO_FUNCTION_TODAY')
  return { accountId: account.id, personId: account.personId, functions: functions.length }
}

async function bound({ stores: { network }, record }: UseCaseContext, identity: ProvedIdentity) {
  const personId = identity.taxCode === null ? null : await network.personByTaxCode(identity.taxCode)
  if (personId === null) throw new BusinessError('PERSON_UNKNOWN')
  const isNew = await network.bindSubject(personId, identity)
  const account = await network.accountOfSubject(identity)
  if (account === null) throw new Error(`the account of ${personId} is not there`)
  const facts = { accountId: account.id, issuer: identity.issuer }
  if (isNew) await record({ cycleId: NETWORK_CHAIN, action: 'bind-account', subjectId: personId, facts })
  return account
}
