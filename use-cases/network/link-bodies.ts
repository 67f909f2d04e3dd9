import { z } from 'zod'
import { linkLetter } from '../../documents/network/link-letter.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { linkKindSchema } from '../../domain/network/network.ts'
import { taxCodeSchema } from '../../domain/shared/codes.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { changeRegister } from '../../procedures/network/change-register.ts'
import { knownBody } from '../../procedures/network/known-body.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

/** How a body is tied to another, named by its code; `confirmed` as in `giveFunctionSchema`. */
export const linkBodiesSchema = z.strictObject({
  kind: linkKindSchema,
  body: taxCodeSchema.describe('Codice fiscale dell’altro ente, o la sua partita IVA'),
  act: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
  confirmed: z.string().max(64).optional(),
})

/** Ties a body of the network to another, by an act: it controls it, is a member of it, or has it as service company.
 * Recorded with its reason, told to both (art. 2, 5). Throws NOT_ALLOWED, NOT_FOUND, INVALID_INPUT,
 * EXCLUSIONS_WOULD_CHANGE. */
export const linkBodies: UseCase<
  z.output<typeof linkBodiesSchema> & { bodyId: string },
  { bodyId: string }
> = async (context, { bodyId, kind, body, act, reason, confirmed }) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const from = found('BODY', bodyId, await stores.network.findBody(bodyId))
  const to = found('BODY', body, await stores.network.findBody(await knownBody(context, body)))
  if (from.id === to.id)
    refuseInput('body', 'ITSELF', 'Un ente non è legato a sé stesso: indica l’altro ente.')
  const link = { fromBodyId: from.id, toBodyId: to.id, kind, source: act }
  const make = async () => {
    if (await stores.network.putLink(link)) return
    refuseInput('body', 'KNOWN', 'Questo legame è già nel registro.')
  }
  await changeRegister(context, { from: localDateOf(now), confirmed, make })
  const told = [from, to].flatMap(({ email }) => (email === null ? [] : [email]))
  const letter = linkLetter({ from: from.name, to: to.name, kind, act, reason })
  if (told.length > 0)
    await stores.outbox.mail({ cycleId: NETWORK_CHAIN, to: told, ...letter, attachments: [] })
  const facts = { toBodyId: to.id, kind, act, reason }
  await record({ cycleId: NETWORK_CHAIN, action: 'link-bodies', subjectId: from.id, facts })
  return { bodyId: from.id }
}
