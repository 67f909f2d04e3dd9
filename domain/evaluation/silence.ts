import type { LeadRequestStatus } from './lifecycle.ts'

/** Whether nobody's answering a request still lies ahead, has had its meaning, or can have none. */
export const silences = ['AHEAD', 'PASSED', 'NONE'] as const
export type Silence = (typeof silences)[number]

const SILENCE: Readonly<Record<LeadRequestStatus, Silence | null>> = {
  ...{ ASKED: 'AHEAD', SENT: 'AHEAD', RECEIVED: 'AHEAD' },
  ...{ EXPIRED: 'PASSED', CLOSED: 'PASSED', UNDELIVERED: 'NONE' },
  ...{ ANSWERED: null, ANSWERED_LATE: null },
}

/** What there is to say of nobody's answering a request; null once somebody has. To what never arrived silence is none (DPR 68/2005 art.
 * 8), nor to what is asked of a ranking that was annulled (L. 241/1990 art. 21-nonies). */
export function silenceOf(
  status: LeadRequestStatus,
  { isAnnulled }: { isAnnulled: boolean },
): Silence | null {
  const silence = SILENCE[status]
  return silence !== null && isAnnulled ? 'NONE' : silence
}
