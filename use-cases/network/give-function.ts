import { z } from 'zod'
import { givenFunctionLetter } from '../../documents/network/function-letter.ts'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import type { HeldFunction } from '../../domain/network/functions.ts'
import { seatRoleSchema } from '../../domain/network/network.ts'
import { taxCodeSchema } from '../../domain/shared/codes.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { asId } from '../../domain/shared/ids.ts'
import type { PersonId, SeatId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase, UseCaseContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { changeRegister } from '../../procedures/network/change-register.ts'
import { knownBody } from '../../procedures/network/known-body.ts'
import { mailPerson } from '../../procedures/network/mail-person.ts'

const held = {
  from: localDateSchema,
  /** Null where no end is set. */
  until: localDateSchema.nullable().default(null),
  act: plainText({ max: 300 }),
  reason: plainText({ max: 1000 }),
  confirmed: z.string().max(64).optional(),
}
const body = taxCodeSchema.describe('Codice fiscale dell’ente, o la sua partita IVA')

/** A function for a person: in the network, for a body, as an office in one, or in a seat of the committee; `confirmed` is
 * the confirmation that a refusal with EXCLUSIONS_WOULD_CHANGE asked for. */
export const giveFunctionSchema = z.discriminatedUnion(
  'role',
  [
    z.strictObject({
      role: z.enum(['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_SECRETARY']),
      ...held,
    }),
    z.strictObject({
      ...{ role: z.enum(['ALLIANCE_LEAD', 'NETWORK_MEMBER']), body, signatory: z.boolean() },
      ...held,
    }),
    z.strictObject({ role: z.literal('OFFICE_HOLDER'), body, office: plainText({ max: 300 }), ...held }),
    z.strictObject({
      ...{ role: z.literal('COMMITTEE_MEMBER'), seatId: z.string().max(40), seatRole: seatRoleSchema },
      ...held,
    }),
  ],
  'Scegli una funzione fra quelle previste.',
)
type Given = z.output<typeof giveFunctionSchema> & { personId: string }

/** Gives a person a function from a day, by an act: recorded with its reason, told to the person (art. 5, 8). Throws
 * NOT_ALLOWED, NOT_FOUND, INVALID_INPUT where another function leaves no room, EXCLUSIONS_WOULD_CHANGE. */
export const giveFunction: UseCase<Given, { personId: string }> = async (context, given) => {
  const { stores, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const { id: personId } = found('PERSON', given.personId, await stores.network.findPerson(given.personId))
  const { from, until, act, role, reason, confirmed } = given
  if (until !== null && until < from)
    refuseInput('until', 'ENDS_BEFORE_BEGIN', 'L’ultimo giorno viene prima del primo.')
  const one: HeldFunction = { personId, role, from, until, act, ...(await placeOf(context, given)) }
  await changeRegister(context, { from, confirmed, make: () => add(context, one) })
  await mailPerson(context, personId, (name) => givenFunctionLetter(name, { ...one, reason }))
  const { personId: subjectId, ...facts } = one
  await record({ cycleId: NETWORK_CHAIN, action: 'give-function', subjectId, facts: { ...facts, reason } })
  return { personId }
}

const IN_THE_NETWORK = { bodyId: null, seatId: null, seatRole: null, office: null, signatory: false }

async function placeOf(
  context: UseCaseContext,
  given: Given,
): Promise<Pick<HeldFunction, keyof typeof IN_THE_NETWORK>> {
  if (given.role === 'COMMITTEE_MEMBER') {
    const { seatId, seatRole } = given
    if (!(await context.stores.network.isSeat(seatId)))
      refuseInput('seatId', 'UNKNOWN', 'Questo seggio non è del Comitato: sceglilo dall’elenco.')
    return { ...IN_THE_NETWORK, seatId: asId<SeatId>(seatId), seatRole }
  }
  if (given.role === 'OFFICE_HOLDER')
    return { ...IN_THE_NETWORK, bodyId: await knownBody(context, given.body), office: given.office }
  if (given.role === 'ALLIANCE_LEAD' || given.role === 'NETWORK_MEMBER')
    return { ...IN_THE_NETWORK, bodyId: await knownBody(context, given.body), signatory: given.signatory }
  return IN_THE_NETWORK
}

const WHY = {
  HELD_ALREADY: 'ha già questa funzione',
  SEAT_TAKEN: 'occupa già questo posto nel seggio (art. 5)',
  SITS_ALREADY: 'siede già nel Comitato: una persona, un seggio, un voto (art. 5, 7)',
}

async function add({ stores }: UseCaseContext, one: HeldFunction & { personId: PersonId }): Promise<void> {
  const other = await stores.network.contradictionOf(one)
  if (other !== null) {
    const period = `dal {${other.from}:day}${other.until === null ? '' : ` al {${other.until}:day}`}`
    const mend = 'Termina prima quella, o cambia i giorni.'
    refuseInput('from', other.why, `${other.displayName} ${WHY[other.why]}, ${period}. ${mend}`)
  }
  await stores.network.addFunction(one)
}
