import { z } from 'zod'
import { meeting } from '../../domain/process/meeting.ts'
import type { Meeting } from '../../db/meeting/meeting-store.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import type { NetworkSettings } from '../../domain/network/network-document.ts'
import { nextWorkingDay } from '../../domain/shared/holidays.ts'
import { addDays, localDateSchema, localHourSchema } from '../../domain/shared/local-date.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { isNoticeSufficient, latestConvocationDay, localDateOf } from '../../domain/shared/terms.ts'
import { formatDate } from '../../words/formats.ts'
import { plainText } from '../../domain/shared/text.ts'
import type { StepContext } from '../../procedures/context.ts'
import { instantOf } from '../../procedures/instant-of.ts'
import { refuseInput } from '../../procedures/refuse-input.ts'
import { noticeTerm } from '../../documents/meeting/convocation.ts'
import { defineTask } from '../task.ts'
import { remedyText, sittingRules, votableAgenda, votersText } from './votable-agenda.ts'

/** When and where a meeting is, as whoever convenes it says. */
export const whenAndWhere = z.strictObject({
  date: localDateSchema,
  startTime: localHourSchema,
  endTime: localHourSchema,
  place: plainText({ max: 300 }),
})
const input = whenAndWhere.extend({
  notice: plainText({ max: 2000, multiline: true, min: 0 }).optional(),
})

/** The meeting of an item. Throws (a bug) when the process names one that is not there. */
export async function meetingOf({ stores }: StepContext, meetingId: string): Promise<Meeting> {
  const meeting = await stores.meetings.find(meetingId)
  if (meeting === null) throw new Error(`no meeting ${meetingId}`)
  return meeting
}

type NoticeTerm = NetworkSettings['terms']['committeeNoticeDays']

function checkNotice({ value: days, source }: NoticeTerm, now: Date, startsAt: Date): void {
  if (isNoticeSufficient({ sentAt: now, meetingStart: startsAt, days })) return
  const firstUsefulDay = addDays(localDateOf(now), days)
  const message = `Scegli un giorno dal {${firstUsefulDay}:day} in poi.`
  throw new BusinessError('NOTICE_TOO_SHORT', {
    ...{ days, firstUsefulDay, rule: source.article ?? source.act },
    latestDay: latestConvocationDay(startsAt, days),
    problems: [{ path: 'date', code: 'NOTICE_TOO_SHORT', message }],
  })
}

/* Beyond a year it is another year's meeting, or a slip of the pen. */
function checkFarAway(date: LocalDate, now: Date): void {
  const latest = addDays(localDateOf(now), 365)
  if (date > latest)
    refuseInput('date', 'TOO_LATE', `Si convoca al più un anno prima: entro il {${latest}:day}.`)
}

/** The hours of a meeting that is convened, or moved, now: with the network's days of notice, at most a year ahead (art. 4, 7).
 * Throws INVALID_INPUT, NOTICE_TOO_SHORT. */
export async function hoursOf(
  { stores, now }: StepContext,
  meeting: Pick<Meeting, 'stage'>,
  { date, startTime, endTime }: z.output<typeof whenAndWhere>,
): Promise<{ startsAt: Date; endsAt: Date }> {
  const startsAt = instantOf(date, { path: 'startTime', value: startTime })
  const endsAt = instantOf(date, { path: 'endTime', value: endTime })
  if (endsAt <= startsAt) refuseInput('endTime', 'order', 'La fine prevista segue l’inizio.')
  checkFarAway(date, now)
  const { terms } = await stores.networkSettings.settings()
  checkNotice(noticeTerm(terms, meeting), now, startsAt)
  return { startsAt, endsAt }
}

/* What is proposed to whoever convenes: no Saturday, Sunday or public holiday. */
async function firstDayFor({ stores, now }: StepContext): Promise<LocalDate> {
  const { terms, patronDay } = await stores.networkSettings.settings()
  return nextWorkingDay(addDays(localDateOf(now), terms.committeeNoticeDays.value), patronDay.value)
}

/** Convenes the committee with agenda and place, with the network's days of notice (art. 7). Throws NOTICE_TOO_SHORT. */
export const conveneMeeting = defineTask({
  element: 'Task_ConveneMeeting',
  process: meeting,
  title: 'Convoca la riunione',
  form: 'convene-meeting',
  role: 'PROCESS_OWNER',
  subject: 'meetingId',
  decides: { nothing: 'calls everybody to an agenda that stands' },
  input,

  async load(context, item) {
    const meeting = await meetingOf(context, item.subjectId)
    const rules = await sittingRules(context, meeting)
    const agenda = await votableAgenda(context, meeting, rules)
    const { committeeNoticeDays } = (await context.stores.networkSettings.settings()).terms
    const firstDay = await firstDayFor(context)
    return {
      round: meeting.round,
      agenda: agenda.map(votersText).join('\n'),
      someItemTooFew: agenda.some(({ voting, least }) => voting < least),
      remedies: remedyText(rules),
      noticeDays: committeeNoticeDays.value,
      firstUsefulDay: formatDate(firstDay),
      date: firstDay,
      startTime: '10:00',
      endTime: '12:00',
    }
  },

  async complete(context, item, convocation) {
    const planned = await meetingOf(context, item.subjectId)
    const { startsAt, endsAt } = await hoursOf(context, planned, convocation)
    const { place, notice } = convocation
    await context.stores.meetings.convene(item.subjectId, {
      startsAt,
      endsAt,
      place,
      notice: notice === undefined || notice === '' ? null : notice,
      at: context.now,
    })
    return {}
  },
})
