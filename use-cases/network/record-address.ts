import { z } from 'zod'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { BusinessError, found, notFound } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'

/** Where a body of the register has its seat, and how that is known. */
export const recordAddressSchema = z.strictObject({
  address: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
})

/** Writes in the register where a body has its seat: it counts before what the body or an applicant says. By it a body that stands
 * under another code is found before admissibility (art. 5, 9). Throws NOT_ALLOWED, NOT_FOUND. */
export const recordAddress: UseCase<
  z.output<typeof recordAddressSchema> & { bodyId: string },
  { bodyId: string }
> = async ({ stores, actor, now, record }, { bodyId, address, reason }) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const body = found('BODY', bodyId, await stores.network.findBody(bodyId))
  const { id, name, taxCode, kind, networkMemberSince } = body
  if (networkMemberSince === null) throw notFound('BODY', bodyId)
  const told = { source: 'REGISTER' as const, saidAt: now, saidBy: actor.personId }
  await stores.network.tellOfBodies([{ ...told, facts: { name, taxCode, kind, address } }])
  await record({
    cycleId: NETWORK_CHAIN,
    action: 'record-address',
    subjectId: id,
    facts: { address, reason },
  })
  return { bodyId: id }
}
