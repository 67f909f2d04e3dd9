import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
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
