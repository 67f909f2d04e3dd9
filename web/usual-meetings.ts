import { nextUsualMeeting } from '../domain/meeting/usual-meetings.ts'
import { atOnce } from '../domain/shared/at-once.ts'
import { endOfDay, localDateOf } from '../domain/shared/terms.ts'
import { dueView } from './due.ts'
import type { ReadingContext } from './page.ts'
import { holds } from './page.ts'

/** For whoever convenes: by when to convene the meetings that a year usually has, and which a year has passed without (art. 4, 7). */
export async function usualMeetingsView({ parts, actor, now }: ReadingContext) {
  if (!holds(actor, 'PROCESS_OWNER')) return []
  const { known, settings } = await atOnce({
    known: parts.reads.meetings.known(actor),
    settings: parts.reads.network.settings(actor),
  })
  if (known === null) return []
  const { terms } = settings
  const { since, cycleId, ofNetwork, ofCommittee } = known
  return [
    {
      ofNetwork: true,
      ...{ days: ofNetwork, usual: terms.networkMeetingsPerYear, notice: terms.networkNoticeDays },
    },
    {
      ofNetwork: false,
      ...{ days: ofCommittee, usual: terms.committeeMeetingsPerYear, notice: terms.committeeNoticeDays },
    },
  ].map(({ days, usual: { value: perYear, source }, notice, ...whose }) => {
    const { heldBy, convenedBy } = nextUsualMeeting({ days, since, perYear, noticeDays: notice.value })
    return {
      ...{ ...whose, perYear, heldBy, cycleId, rule: source.article ?? source.act },
      passed: heldBy < localDateOf(now),
      due: dueView(endOfDay(convenedBy), now),
    }
  })
}
