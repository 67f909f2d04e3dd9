import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { localDateOf, localInstant } from '../../domain/shared/terms.ts'
import type { StepContext } from '../../procedures/context.ts'
import { sittingRules } from './votable-agenda.ts'

/** What a sitting is read against: the committee of its day, the agenda, who takes no part in what as it stood at its end, and how its
 * call lets it decide (art. 5, 7). */
export async function sittingFacts(context: StepContext, meeting: ConvenedMeeting, until: Date) {
  const { meetings, network } = context.stores
  const day = localDateOf(meeting.startsAt)
  return {
    seats: await network.seats(day),
    agenda: await meetings.agenda(meeting.id),
    exclusions: await meetings.exclusionsAt(meeting.id, { on: day, until }),
    rules: await sittingRules(context, meeting),
  }
}
export type SittingFacts = Awaited<ReturnType<typeof sittingFacts>>

/** When a sitting ended as far as it is told: at that hour of its day, `HH:MM`, else when it was to end; never after now. */
export function endSoFar({ startsAt, endsAt }: ConvenedMeeting, endTime: unknown, now: Date): Date {
  const told = typeof endTime === 'string' && /^\d{2}:\d{2}$/.test(endTime) ? endTime : null
  const end = (told === null ? null : localInstant(localDateOf(startsAt), told)) ?? endsAt
  return end < now ? end : now
}
