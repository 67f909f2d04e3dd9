import { unprovedFilters } from '../api/communications.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import { RECORDING_OFFICES } from '../procedures/evaluation/communication-to-record.ts'
import type { ReadingContext } from './page.ts'
import { holds } from './page.ts'
import { readList, shownList } from './paging.ts'

/** The outcomes of a call whose delivery is not proved, as the page of its outcomes lists them. */
export const unprovedOutcomes = shownList('unproved', unprovedFilters, {
  text: ['Codice, titolo o indirizzo'],
})

/** The same for who records the receipts; null for anybody else (DPR 68/2005 art. 6, 8). */
export const unprovedView = async (context: ReadingContext, callId: string) => {
  const { parts, actor, now } = context
  if (!holds(actor, ...RECORDING_OFFICES)) return null
  return readList(context, unprovedOutcomes, (asked) =>
    parts.reads.communications.unprovedOutcomes(actor, callId, { ...asked, on: localDateOf(now) }),
  )
}
