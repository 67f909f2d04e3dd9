import { nextUsualMeeting } from '../domain/meeting/usual-meetings.ts'
import { endOfDay } from '../domain/shared/terms.ts'
import { dueView } from './due.ts'
import type { ReadingContext } from './page.ts'
import { holds } from './page.ts'

/** For whoever convenes: by when to convene the meetings that a year usually has, and which a year has passed without (art. 4, 7). */
export async function usualMeetingsView({ parts, actor, now }: ReadingContext) {
  if (!holds(actor, 'PROCESS_OWNER')) return []
  const known = await parts.reads.meetings.known(actor)
  if (known === null) return []
  const { terms } = await parts.reads.network.settings(actor)
  const { committeeMeetingsPerYear: usual, committeeNoticeDays: notice } = terms
  const { heldBy, convenedBy } = nextUsualMeeting({
    ...{ since: known.since, days: known.days },
    ...{ perYear: usual.value, noticeDays: notice.value },
  })
  return [
    {
      perYear: usual.value,
      rule: usual.source.article ?? usual.source.act,
      passed: endOfDay(heldBy) < now,
      heldBy,
      due: dueView(endOfDay(convenedBy), now),
      cycleId: known.cycleId,
    },
  ]
}
