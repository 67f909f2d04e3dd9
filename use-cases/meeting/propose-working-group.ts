import { z } from 'zod'
import { NETWORK_CHAIN } from '../../domain/cycle/network-chain.ts'
import { personTaxCodeSchema, taxCodeSchema } from '../../domain/shared/codes.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { plainText } from '../../domain/shared/text.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { groupMembers } from '../../procedures/meeting/group-members.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'

const email = z
  .string()
  .trim()
  .max(254, 'L’indirizzo è troppo lungo: al massimo 254 caratteri.')
  .pipe(z.email('Indirizzo e-mail non valido: scrivilo come nome@ente.it.'))
const reference = z.string().max(40)

/** A working group as it is proposed to the committee: what for, who coordinates it and reports by when, who takes part, until when. */
export const proposeWorkingGroupSchema = z.strictObject({
  name: plainText({ max: 200 }),
  purpose: plainText({ max: 2000, multiline: true }),
  referentId: reference.describe('Un componente del Comitato'),
  holders: z.array(reference).max(100).describe('Componenti del Comitato'),
  people: z.array(personTaxCodeSchema).max(50).describe('Persone del registro, per codice fiscale'),
  bodies: z.array(taxCodeSchema).max(50).describe('Enti, per codice fiscale'),
  contacts: z
    .array(z.strictObject({ name: plainText({ max: 200 }), organisation: plainText({ max: 200 }), email }))
    .max(50),
  reportDueOn: localDateSchema,
  endsOn: localDateSchema.nullable().default(null),
})

/** Proposes a working group, which the committee constitutes by its vote at a meeting on an agenda of its own (art. 5). Throws NOT_ALLOWED,
 * INVALID_INPUT. */
export const proposeWorkingGroup: UseCase<
  z.output<typeof proposeWorkingGroupSchema>,
  { workingGroupId: string }
> = async (context, { holders, people, bodies, contacts, ...group }) => {
  const { stores, actor, now, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const today = localDateOf(now)
  if (group.reportDueOn < today) refuseInput('reportDueOn', 'PAST', 'Il giorno è passato.')
  if (group.endsOn !== null && group.endsOn < today) refuseInput('endsOn', 'PAST', 'Il giorno è passato.')
  const { referentId } = group
  const members = await groupMembers(context, { referentId, holders, people, bodies, contacts })
  const id = newId<string>()
  await stores.workingGroups.propose({ ...group, id, at: now }, members)
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'propose-working-group', subjectId: id },
    facts: { ...group, members: members.map((one) => Object.values(one).join(', ')).join('; ') },
  })
  return { workingGroupId: id }
}

/** Takes back a group that is only proposed and on no agenda (art. 5). Throws NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE,
 * GROUP_ON_AGENDA. */
export const withdrawWorkingGroup: UseCase<{ workingGroupId: string }, { workingGroupId: string }> = async (
  { stores, actor, record },
  { workingGroupId },
) => {
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  await stores.meetings.lockCommittee()
  const group = found('WORKING_GROUP', workingGroupId, await stores.workingGroups.find(workingGroupId))
  const waiting = await stores.workingGroups.toConstitute()
  if (group.status === 'PROPOSED' && waiting.every(({ id }) => id !== workingGroupId))
    throw new BusinessError('GROUP_ON_AGENDA')
  await stores.workingGroups.withdraw(workingGroupId)
  await record({
    ...{ cycleId: NETWORK_CHAIN, action: 'withdraw-working-group', subjectId: workingGroupId },
    facts: { name: group.name },
  })
  return { workingGroupId }
}
