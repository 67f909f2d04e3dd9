import { z } from 'zod'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { conveneNow } from '../../procedures/meeting/convene-now.ts'
import { hoursOf, whenAndWhere } from '../../tasks/meeting/convene-meeting.ts'

/** When, where and on what the network meets; the agenda one item each. */
export const conveneNetworkSchema = whenAndWhere.extend({
  agenda: z
    .array(plainText({ max: 300 }))
    .min(1, 'Serve almeno un punto all’ordine del giorno (art. 4).')
    .max(50, 'I punti sono al più 50.'),
  notice: plainText({ max: 2000, multiline: true, min: 0 }).optional(),
})

/** Convenes the network, with its agenda and the notice of its regulation; all its bodies are told by mail (art. 4, 8). One meeting of it
 * is to be held at a time. Throws NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE, NETWORK_CONVENED, INVALID_INPUT, NOTICE_TOO_SHORT. */
export const conveneNetwork: UseCase<
  z.output<typeof conveneNetworkSchema> & { cycleId: string },
  { meetingId: string }
> = async (context, { cycleId, agenda, notice, ...told }) => {
  const { stores, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const cycle = found('CYCLE', cycleId, await stores.cycles.lock(cycleId))
  if (cycle.status === 'CLOSED') throw new BusinessError('MOVE_NOT_POSSIBLE', { status: cycle.status })
  const last = await stores.meetings.latestFor('NETWORK', cycleId)
  if (last?.status === 'CONVENED') throw new BusinessError('NETWORK_CONVENED', { startsAt: last.startsAt })
  const hours = await hoursOf(context, { stage: 'NETWORK' }, told)
  const meetingId = await conveneNow(context, {
    ...{ cycleId, stage: 'NETWORK', subjectId: cycleId, hours, place: told.place, notice },
    items: agenda.map((title) => ({ title, kind: 'TOPIC' })),
  })
  await record({
    ...{ cycleId, action: 'convene-network', subjectId: meetingId },
    facts: { ...told, agenda: agenda.join('; ') },
  })
  return { meetingId }
}
