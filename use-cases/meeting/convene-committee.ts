import { z } from 'zod'
import { COMMITTEE } from '../../domain/meeting/lifecycle.ts'
import { BusinessError, found } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import { hasRole } from '../../procedures/context.ts'
import type { UseCase } from '../../procedures/context.ts'
import { conveneNow } from '../../procedures/meeting/convene-now.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { hoursOf, whenAndWhere } from '../../tasks/meeting/convene-meeting.ts'

/** When, where and on what the committee meets: of each item of the agenda a title, what to read of it beforehand, and whether it is voted. */
export const conveneCommitteeSchema = whenAndWhere.extend({
  agenda: z
    .array(
      z.strictObject({
        title: plainText({ max: 300 }),
        explanation: plainText({ max: 5000, multiline: true, min: 0 }).optional(),
        kind: z.enum(['MOTION', 'INFORMATION'], 'Scegli se il punto si vota.'),
      }),
    )
    .max(50, 'I punti sono al più 50.'),
  notice: plainText({ max: 2000, multiline: true, min: 0 }).optional(),
})

/** Convenes the committee on an agenda of its own, with the notice of its regulation; titulars, deputies and leads of alliances are told by
 * mail (art. 5, 7). What its last such meeting put off comes first. One of them is to be held at a time, whatever the cycle. Throws
 * NOT_ALLOWED, NOT_FOUND, MOVE_NOT_POSSIBLE, COMMITTEE_CONVENED, INVALID_INPUT, NOTICE_TOO_SHORT. */
export const conveneCommittee: UseCase<
  z.output<typeof conveneCommitteeSchema> & { cycleId: string },
  { meetingId: string }
> = async (context, { cycleId, agenda, notice, ...told }) => {
  const { stores, actor, record } = context
  if (!hasRole(actor, 'PROCESS_OWNER')) throw new BusinessError('NOT_ALLOWED')
  const cycle = found('CYCLE', cycleId, await stores.cycles.lock(cycleId))
  if (cycle.status === 'CLOSED') throw new BusinessError('MOVE_NOT_POSSIBLE', { status: cycle.status })
  await stores.meetings.lockCommittee()
  const last = await stores.meetings.latestFor('COMMITTEE', COMMITTEE)
  if (last?.status === 'CONVENED') throw new BusinessError('COMMITTEE_CONVENED', { startsAt: last.startsAt })
  const hours = await hoursOf(context, { stage: 'COMMITTEE' }, told)
  const items = [
    ...(await stores.meetings.comingBack()),
    ...agenda.map(({ title, explanation, kind }) => ({ title, explanation: explanation || null, kind })),
  ]
  if (items.length === 0)
    refuseInput('agenda', 'EMPTY', 'Serve almeno un punto all’ordine del giorno (art. 7).')
  const meetingId = await conveneNow(context, {
    ...{ cycleId, stage: 'COMMITTEE', subjectId: COMMITTEE, hours, place: told.place, notice, items },
  })
  await record({
    ...{ cycleId, action: 'convene-committee', subjectId: meetingId },
    facts: { ...told, agenda: items.map(({ title }) => title).join('; ') },
  })
  return { meetingId }
}
