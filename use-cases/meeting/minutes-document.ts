import type { Decision, ItemExclusion } from '../../db/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting-store.ts'
import type { SeatRecord } from '../../db/network-store.ts'
import type { Voter } from '../../domain/meeting/deliberation.ts'
import { formatDate, localDateOf } from '../../domain/shared/terms.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { documentBase } from '../act/document-base.ts'
import type { StepContext } from '../context.ts'
import type { ConvenedMeeting } from './convocation.ts'

/** What the minutes of a meeting are made from. */
export interface MinutesFacts {
  meeting: ConvenedMeeting
  heldAt: Date
  seats: readonly SeatRecord[]
  attendances: readonly Voter[]
  agenda: readonly AgendaItem[]
  exclusions: readonly ItemExclusion[]
  decisions: readonly Decision[]
}
type Minutes = DocumentViewModel<'minutes'>

/** The minutes: presences, topics, decisions, and the exclusions with their whole reason (art. 5, 7). */
export async function minutesDocument(context: StepContext, facts: MinutesFacts): Promise<Minutes> {
  const { meeting, heldAt } = facts
  const base = await documentBase(context, {
    cycleId: meeting.cycleId,
    documentId: meeting.id,
    issuedAt: heldAt,
  })
  return {
    ...base,
    audience: 'COMMITTEE',
    title: `Seduta del ${formatDate(localDateOf(meeting.startsAt))}`,
    convenedOn: localDateOf(meeting.convenedAt),
    startedAt: meeting.startsAt.toISOString(),
    endedAt: heldAt.toISOString(),
    place: meeting.place,
    chair: chairOf(facts) ?? `${base.responsible.name} (${base.responsible.role})`,
    secretary: base.responsible.name,
    attendances: facts.seats.map((seat) => attendanceRow(seat, facts.attendances)),
    exclusions: facts.exclusions.map((one) => exclusionRow(one, facts)),
    items: facts.agenda.map((item) => itemRow(item, facts.decisions)),
    auditHead: await context.stores.audit.head(meeting.cycleId),
  }
}

function chairOf({ seats, attendances }: MinutesFacts): string | null {
  const chair = seats.find((seat) => seat.chair)
  const present = attendances.find((one) => one.seatId === chair?.id)
  const holder = chair?.holders.find((one) => one.personId === present?.personId)
  return holder?.displayName ?? null
}

function attendanceRow(seat: SeatRecord, attendances: readonly Voter[]): Minutes['attendances'][number] {
  const present = attendances.find((one) => one.seatId === seat.id)
  const role = present?.role ?? 'TITULAR'
  const person = seat.holders.find((one) => one.role === role)
  return {
    body: seat.bodyName,
    seat: seat.bodyName,
    person: person?.displayName ?? seat.bodyName,
    role,
    status: present === undefined ? 'ABSENT' : 'PRESENT',
  }
}

function exclusionRow(exclusion: ItemExclusion, facts: MinutesFacts): Minutes['exclusions'][number] {
  const seat = facts.seats.find((one) => one.holders.some((holder) => holder.personId === exclusion.personId))
  const holder = seat?.holders.find((one) => one.personId === exclusion.personId)
  const item = facts.agenda.find((one) => one.id === exclusion.agendaItemId)
  return {
    person: holder?.displayName ?? exclusion.personId,
    body: seat?.bodyName ?? '–',
    subject: item?.title ?? '–',
    reason: exclusion.reason,
  }
}

function itemRow(item: AgendaItem, decisions: readonly Decision[]): Minutes['items'][number] {
  const decision = decisions.find((one) => one.agendaItemId === item.id)
  if (decision === undefined) throw new Error(`no decision on agenda item ${item.id}`)
  const { present, inFavour, against, abstained, passed } = decision
  return {
    title: item.title,
    discussion: item.discussion ?? '–',
    votes: { present, inFavour, against, abstained },
    outcome: passed ? 'APPROVED' : 'REJECTED',
    decision: passed
      ? `il Comitato approva, con ${inFavour} voti favorevoli su ${present} presenti.`
      : `il Comitato non approva: ${inFavour} voti favorevoli su ${present} presenti non sono la maggioranza.`,
  }
}
