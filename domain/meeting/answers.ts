/** What one of those convened answers: comes, leaves it to the deputy, or does not come (art. 5, 7). */
export const MEETING_ANSWERS = ['COMES', 'DEPUTY_COMES', 'ABSENT'] as const
export type MeetingAnswer = (typeof MEETING_ANSWERS)[number]

/** Who is expected for a seat; `TO_CONFIRM`: the deputy, who has not answered. */
export type ExpectedForSeat = 'TITULAR' | 'DEPUTY' | 'TO_CONFIRM' | 'NOBODY' | 'UNKNOWN'

/** Who is expected for a seat from what its people answered: the deputy sits where the titular is absent (art. 5), or where there is none.
 * An answer of the deputy alone says nothing of the titular. */
export function expectedForSeat({
  titular,
  deputy,
}: {
  titular: MeetingAnswer | null | 'VACANT'
  deputy: MeetingAnswer | null
}): ExpectedForSeat {
  if (titular === 'COMES') return 'TITULAR'
  if (titular === null) return 'UNKNOWN'
  if (titular === 'ABSENT') return 'NOBODY'
  if (deputy === null) return 'TO_CONFIRM'
  return deputy === 'COMES' ? 'DEPUTY' : 'NOBODY'
}
