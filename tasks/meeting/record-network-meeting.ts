import { z } from 'zod'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import { convened } from '../../documents/meeting/convocation.ts'
import { meeting } from '../../domain/process/meeting.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { formatInstant } from '../../words/formats.ts'
import { defineTask } from '../task.ts'
import { meetingOf } from './convene-meeting.ts'
import { endOf } from './held-until.ts'
import { localHourSchema } from '../../domain/shared/local-date.ts'

const input = z.strictObject({
  endTime: localHourSchema,
  bodies: z.array(z.string().max(40)).max(5_000),
  items: z
    .array(
      z.strictObject({
        agendaItemId: z.string().max(40),
        discussion: plainText({ max: 10_000, multiline: true }),
      }),
    )
    .max(200),
})
type Told = z.output<typeof input>

/* Each item of the agenda once: minutes tell all of them. */
function refuseOtherItems({ items }: Told, agenda: readonly AgendaItem[]): void {
  const told = items.map(({ agendaItemId }) => agendaItemId).toSorted()
  const due = agenda.map(({ id }) => id).toSorted()
  if (told.join() !== due.join())
    refuseInput(
      'items',
      'OTHER_ITEMS',
      'I punti sono quelli della convocazione, ciascuno una volta (art. 4).',
    )
}

async function bodiesThere({ stores }: StepContext, { bodies }: Told): Promise<string[]> {
  const members = new Set((await stores.network.members()).map(({ id }) => String(id)))
  const stray = bodies.findIndex((one) => !members.has(one))
  if (stray >= 0)
    refuseInput(
      `bodies[${stray}]`,
      'NOT_A_MEMBER',
      'Alla riunione sono presenti gli enti della Rete (art. 4).',
    )
  return [...new Set(bodies)]
}

/** Records the network's meeting: which bodies were there and what was said on each item. The network does not vote (art. 4). Throws
 * MEETING_NOT_HELD_YET, INVALID_INPUT, MOVE_NOT_POSSIBLE. */
export const recordNetworkMeeting = defineTask({
  element: 'Task_RecordNetworkMeeting',
  process: meeting,
  title: 'Registra la riunione della Rete',
  form: 'record-network-meeting',
  role: 'PROCESS_OWNER',
  subject: 'meetingId',
  decides: { nothing: 'tells who was at a meeting that votes on nothing' },
  input,

  async load(context, item) {
    const { stores } = context
    const held = convened(await meetingOf(context, item.subjectId))
    const agenda = await stores.meetings.agenda(held.id)
    const members = await stores.network.members()
    return {
      ...{ startsAt: formatInstant(held.startsAt), place: held.place, endTime: '', bodies: [] },
      bodyOptions: members.map(({ id, name }) => ({ value: id, label: name })),
      items: agenda.map(({ id, position, title }) => ({
        ...{ agendaItemId: id, title: `${position}. ${title}`, discussion: '' },
      })),
    }
  },

  async complete(context, item, told) {
    const { stores, now } = context
    const held = convened(await meetingOf(context, item.subjectId))
    if (now < held.startsAt) throw new BusinessError('MEETING_NOT_HELD_YET', { startsAt: held.startsAt })
    const heldAt = endOf(held, told.endTime, now)
    refuseOtherItems(told, await stores.meetings.agenda(held.id))
    const bodies = await bodiesThere(context, told)
    await stores.meetings.hold(held.id, heldAt)
    await stores.meetings.recordBodies(held.id, bodies)
    await stores.meetings.record(held.id, {
      ...{ attendances: [], movements: [], consultants: [], exclusions: [], votes: [] },
      items: told.items.map((one) => ({ ...one, deferral: null })),
    })
    return {}
  },
})
