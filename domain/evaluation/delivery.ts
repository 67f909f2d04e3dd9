import { addDays } from '../shared/local-date.ts'
import type { LocalDate } from '../shared/local-date.ts'
import { nextWorkingDay } from '../shared/holidays.ts'
import type { PatronDay } from '../shared/holidays.ts'
import { endOfDay, localDateOf, termEnd } from '../shared/terms.ts'

/** What is written to a lead and counts from its delivery: what is asked of it, and the outcome (L. 241/1990 art. 6, 10-bis; art. 8). */
export const communicationKinds = ['INTEGRATION', 'REFUSAL_NOTICE', 'CUT_GRANT', 'OUTCOME'] as const
export type CommunicationKind = (typeof communicationKinds)[number]

/** The receipts that the sender of certified mail gets: taken or not by the own provider, in the other's box or not, not there yet
 * (DPR 68/2005 art. 6, 8). */
export const receiptKinds = ['ACCEPTANCE', 'NOT_ACCEPTED', 'DELIVERY', 'NOT_DELIVERED', 'DELAYED'] as const
export type ReceiptKind = (typeof receiptKinds)[number]

/** Made by the provider, or told by an officer with a reason. */
export const receiptSources = ['PROVIDER', 'OFFICER'] as const
export type ReceiptSource = (typeof receiptSources)[number]

/** A receipt as it counts. */
export interface CountedReceipt {
  kind: ReceiptKind
  source: ReceiptSource
  at: Date
}

/** What follows from a receipt: a request's term begins or moves, is kept because it would end sooner or as it did, or is over; the request
 * counts as not made; or nothing but that it is noted. */
export const receiptEffects = [
  'TERM_BEGAN',
  'TERM_MOVED',
  'TERM_KEPT',
  'TERM_OVER',
  'NOT_MADE',
  'NOTED',
] as const
export type ReceiptEffect = (typeof receiptEffects)[number]

/** What a provider's file says; nobody has verified who signed it. */
export interface ProviderReceipt {
  kind: ReceiptKind
  at: Date
  /** Of the mail that it is about, without brackets. */
  messageId: string
  /** The address that it is about; all of the mail's where it names none alone. */
  recipients: readonly string[]
  provider: string
  /** What the provider calls the message: one for each receipt that it makes. */
  identifier: string
}

const REACHED: Readonly<Record<ReceiptKind, boolean | null>> = {
  ...{ ACCEPTANCE: null, DELAYED: null },
  ...{ DELIVERY: true, NOT_DELIVERED: false, NOT_ACCEPTED: false },
}

/** Whether a mail has reached whom it is for, and when; null where no receipt says so yet. Taking and delay say nothing of it. What a
 * provider proved is contradicted by an officer alone, what an officer told by either: the one recorded last counts, and all stay. */
export function settledBy<R extends CountedReceipt>(
  receipts: readonly R[],
): (R & { reached: boolean }) | null {
  let counts: (R & { reached: boolean }) | null = null
  for (const receipt of receipts) {
    const reached = REACHED[receipt.kind]
    if (reached === null) continue
    if (counts === null || receipt.source === 'OFFICER' || counts.source === 'OFFICER')
      counts = { ...receipt, reached }
  }
  return counts
}

/** The term of a request whose delivery is proved to have been at another instant: it moves on with it. Null where it would end sooner
 * than the lead was told, which it never does. */
export function movedTerm(
  told: { dueAt: Date },
  deliveredAt: Date,
  { days, patron }: { days: number; patron: PatronDay },
): { receivedAt: Date; dueAt: Date } | null {
  const dueAt = termEnd(localDateOf(deliveredAt), days, patron)
  return dueAt < told.dueAt ? null : { receivedAt: deliveredAt, dueAt }
}

/** Why a receipt is not of a communication: of another mail or address, of which of several it does not say, or from before it was written
 * or from the future. */
export type ReceiptFault = 'MESSAGE' | 'RECIPIENT' | 'UNNAMED' | 'BEFORE' | 'FUTURE'

const MINUTE_MS = 60_000
const sameAddress = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** What keeps an instant from being that of a receipt; null where nothing does. Hours are told by the minute. */
export function instantFault(
  at: Date,
  { writtenAt, now }: { writtenAt: Date; now: Date },
): ReceiptFault | null {
  if (at.getTime() < Math.floor(writtenAt.getTime() / MINUTE_MS) * MINUTE_MS) return 'BEFORE'
  return at > now ? 'FUTURE' : null
}

/* The own provider takes a mail, or does not, for all whom it is for; what came of it afterwards is of one alone. */
const ofWholeMail = (kind: ReceiptKind): boolean => kind === 'ACCEPTANCE' || kind === 'NOT_ACCEPTED'

/** What keeps a provider's file from being the receipt of a communication; null where nothing does. */
export function receiptFault(
  receipt: ProviderReceipt,
  sent: { messageId: string; address: string | null; writtenAt: Date; now: Date },
): ReceiptFault | null {
  if (!sameAddress(receipt.messageId, sent.messageId)) return 'MESSAGE'
  const { address } = sent
  if (address === null || !receipt.recipients.some((one) => sameAddress(one, address))) return 'RECIPIENT'
  if (receipt.recipients.length > 1 && !ofWholeMail(receipt.kind)) return 'UNNAMED'
  return instantFault(receipt.at, sent)
}

/* D.Lgs. 104/2010 art. 29, 41; DPR 1199/1971 art. 9. */
const COURT_DAYS = 60
const HEAD_OF_STATE_DAYS = 120

const isAugust = (on: LocalDate): boolean => on.slice(5, 7) === '08'

/* Days of August do not count (D.Lgs. 104/2010 art. 54 c. 2). */
function lastCourtDay(delivered: LocalDate): LocalDate {
  let on = delivered
  for (let counted = 0; counted < COURT_DAYS;) {
    on = addDays(on, 1)
    if (!isAugust(on)) counted += 1
  }
  return on
}

/** Until when the outcome is contested, from the day on which its notice was delivered, which is not counted: before the regional court,
 * where a last day that is no working day moves to the next (D.Lgs. 104/2010 art. 29, 41, 52, 54), or before the Head of State (DPR
 * 1199/1971 art. 9), where it is told as it falls. */
export function appealTerms(deliveredAt: Date): { court: Date; headOfState: Date } {
  const delivered = localDateOf(deliveredAt)
  return {
    court: endOfDay(nextWorkingDay(lastCourtDay(delivered))),
    headOfState: endOfDay(addDays(delivered, HEAD_OF_STATE_DAYS)),
  }
}
