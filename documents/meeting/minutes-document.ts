import type { Decision, ItemExclusion } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import { NOT_DECLARED } from '../../domain/meeting/deliberation.ts'
import type { Voter } from '../../domain/meeting/deliberation.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate, formatInstant } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { documentBase } from '../act/document-base.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { ConvenedMeeting } from './convocation.ts'

/** What the minutes of a meeting are called among the documents. */
export const minutesTitle = ({ startsAt }: ConvenedMeeting): string =>
  `Verbale del Comitato, ${formatInstant(startsAt)}`

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
  const decisions = new Map(facts.decisions.map((one) => [one.agendaItemId, one]))
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
    ...exclusionTables(facts),
    items: facts.agenda.map((item) => itemRow(item, decisions.get(item.id))),
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

/** The exclusions by person and reason, with the points of the agenda concerned; apart, once each, who did not declare. */
export function exclusionTables(
  facts: Pick<MinutesFacts, 'seats' | 'agenda' | 'exclusions'>,
): Pick<Minutes, 'exclusions' | 'undeclared'> {
  const groups = Object.values(Object.groupBy(facts.exclusions, (one) => `${one.personId} ${one.reason}`))
  const rows = groups.flatMap((group = []) => {
    const [first] = group
    if (first === undefined) return []
    const items = pointsText(facts.agenda, new Set(group.map((one) => one.agendaItemId)))
    return [{ ...personOf(first.personId, facts.seats), reason: first.reason, items }]
  })
  return {
    exclusions: rows.filter((row) => row.reason !== NOT_DECLARED),
    undeclared: rows
      .filter((row) => row.reason === NOT_DECLARED)
      .map(({ person, body }) => ({ person, body })),
  }
}

function personOf(personId: string, seats: readonly SeatRecord[]): { person: string; body: string } {
  const seat = seats.find((one) => one.holders.some((holder) => holder.personId === personId))
  const holder = seat?.holders.find((one) => one.personId === personId)
  return { person: holder?.displayName ?? personId, body: seat?.bodyName ?? '–' }
}

/* Numbered as the minutes number their points. */
function pointsText(agenda: readonly AgendaItem[], concerned: ReadonlySet<string>): string {
  const points = agenda.flatMap(({ id }, index) => (concerned.has(id) ? [index + 1] : []))
  if (points.length === agenda.length) return 'tutti i punti'
  return `${points.length === 1 ? 'punto' : 'punti'} ${points.join(', ')}`
}

function itemRow(item: AgendaItem, decision: Decision | undefined): Minutes['items'][number] {
  const shown = { title: item.title, discussion: item.discussion ?? '–' }
  if (decision === undefined) {
    const adjourned =
      'nessuno dei presenti ha diritto di voto su questo punto, che torna alla prossima seduta.'
    return { ...shown, votes: null, outcome: 'ADJOURNED', decision: adjourned }
  }
  const { present, inFavour, against, abstained, passed } = decision
  return {
    ...shown,
    votes: { present, inFavour, against, abstained },
    outcome: passed ? 'APPROVED' : 'REJECTED',
    decision: passed
      ? `il Comitato approva, con ${inFavour} voti favorevoli su ${present} presenti.`
      : `il Comitato non approva: ${inFavour} voti favorevoli su ${present} presenti non sono la maggioranza.`,
  }
}
