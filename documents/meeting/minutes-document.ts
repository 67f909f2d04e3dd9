import type { Decision, ItemExclusion, RecordedExclusion, Vote } from '../../db/meeting/deliberation-store.ts'
import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { Completion } from '../../db/cycle/work-item-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import type { Movement, Voter } from '../../domain/meeting/attendance.ts'
import { NOT_DECLARED } from '../../domain/meeting/deliberation.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { formatDate, formatInstant } from '../../words/formats.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { documentBase } from '../act/document-base.ts'
import { scoreboardOf } from '../evaluation/scoreboard.ts'
import type { StepContext } from '../../procedures/context.ts'
import type { ConvenedMeeting } from './convocation.ts'
import { itemRow, openRow } from './minutes-items.ts'
import { organOf } from './organ.ts'
import { chairOf, secretaryOf } from './who-signs.ts'

/** What the minutes of a meeting are called among the documents. */
export const minutesTitle = (meeting: ConvenedMeeting): string =>
  `Verbale ${organOf(meeting).of}, ${formatInstant(meeting.startsAt)}`

/** What the minutes of a meeting are made from. */
export interface MinutesFacts {
  meeting: ConvenedMeeting
  heldAt: Date
  seats: readonly SeatRecord[]
  /** Of the network's meeting: its bodies, in place of seats. */
  bodies: readonly { name: string; present: boolean }[]
  attendances: readonly Voter[]
  movements: readonly Movement[]
  /** Who recorded the meeting; null where nobody did in the system. */
  keptBy: Completion | null
  /** Leads of alliances who were there, by name. */
  consultants: readonly string[]
  agenda: readonly AgendaItem[]
  exclusions: readonly RecordedExclusion[]
  /** By item; of one that was put off, on putting it off. */
  votes: ReadonlyMap<string, readonly Vote[]>
  decisions: readonly Decision[]
  /** The items of which not all is written yet: they say so. */
  open: readonly string[]
  /** Of the reserved annex; null where there is none. */
  annexSha256: string | null
  /** The head of the audit chain that minutes made before print: made again, they are the same bytes. */
  auditHead: string | null
  /** While the sitting is written: each page says so, and no head is printed. */
  draft: boolean
}
type Minutes = DocumentViewModel<'minutes'>

/** The minutes: presences, topics, decisions, the ranking that was voted, and who took no part in what (art. 5, 7). */
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
    audience: organOf(meeting).audience,
    title: `Seduta del ${formatDate(localDateOf(meeting.startsAt))}`,
    convenedOn: localDateOf(meeting.convenedAt),
    startedAt: meeting.startsAt.toISOString(),
    endedAt: heldAt.toISOString(),
    place: meeting.place,
    chair: chairOf(facts) ?? `per il Capofila di Rete (${base.lead.name}) chi firma come presidente`,
    secretary: secretaryOf(facts),
    attendances:
      meeting.stage === 'NETWORK'
        ? facts.bodies.map(bodyRow)
        : [...facts.seats.map((seat) => attendanceRow(seat, facts)), ...facts.consultants.map(consultantRow)],
    ...withoutReasons(exclusionTables(facts)),
    items: facts.agenda.map((item) =>
      facts.open.includes(item.id)
        ? openRow(item)
        : itemRow(item, decisions.get(item.id), facts.votes.get(item.id) ?? []),
    ),
    scores: await scoresOf(context, facts),
    annexSha256: facts.annexSha256,
    auditHead: facts.draft ? null : (facts.auditHead ?? (await context.stores.audit.head(meeting.cycleId))),
    draft: facts.draft,
  }
}

/* As it was voted, whatever became of its sheets. */
async function scoresOf({ stores }: StepContext, facts: MinutesFacts): Promise<Minutes['scores']> {
  const { rankingId } = facts.meeting
  if (rankingId === null) return null
  const seal = await stores.evaluation.sealOf(rankingId)
  const call = await stores.calls.get(seal.callId)
  const reasons = await stores.evaluation.scoresOfRanking(rankingId)
  return scoreboardOf(stores, { call, seal, reasons, knownAt: facts.heldAt })
}

/* What concerns a person is the annex's to tell: each once, whatever the reasons. */
function withoutReasons({
  exclusions,
  undeclared,
}: ExclusionTables): Pick<Minutes, 'exclusions' | 'undeclared'> {
  const rows = exclusions.map(({ person, body, items, inRoom }) => ({ person, body, items, inRoom }))
  const once = new Map(rows.map((row) => [Object.values(row).join(' '), row]))
  return { exclusions: [...once.values()], undeclared }
}

interface ExclusionTables {
  exclusions: DocumentViewModel<'minutes-annex'>['exclusions']
  undeclared: Minutes['undeclared']
}

function attendanceRow(seat: SeatRecord, facts: MinutesFacts): Minutes['attendances'][number] {
  const present = facts.attendances.find((one) => one.seatId === seat.id)
  const role = present?.role ?? 'TITULAR'
  const person = seat.holders.find((one) => one.role === role)
  return {
    body: seat.bodyName,
    seat: seat.bodyName,
    person: person?.displayName ?? seat.bodyName,
    role,
    status: present === undefined ? 'ABSENT' : 'PRESENT',
    changes: changesOf(seat, facts),
  }
}

const consultantRow = (person: string): Minutes['attendances'][number] => ({
  ...{
    body: 'Capofila di Alleanza',
    seat: '–',
    person,
    role: 'CONSULTANT',
    status: 'PRESENT',
    changes: null,
  },
})

const bodyRow = ({ name, present }: MinutesFacts['bodies'][number]): Minutes['attendances'][number] => ({
  ...{ body: name, seat: '–', person: '–', role: 'GUEST', changes: null },
  status: present ? 'PRESENT' : 'ABSENT',
})

/* Who came, left or was replaced, from which point on: the reason for which somebody left by oneself is not the minutes' to tell. */
function changesOf(seat: SeatRecord, { movements, agenda }: MinutesFacts): string | null {
  const points = new Map(agenda.map(({ id, position }) => [id, position]))
  const texts = movements
    .filter(({ seatId }) => seatId === seat.id)
    .map(({ agendaItemId, presence }) => {
      const point = points.get(agendaItemId)
      const holder = seat.holders.find((one) => one.role === presence)
      if (presence === 'LEFT') return `fuori dall’aula per il punto ${point}`
      return holder === undefined
        ? `fuori dall’aula dal punto ${point}`
        : `dal punto ${point} in aula ${holder.displayName}`
    })
  return texts.length === 0 ? null : texts.join('; ')
}

type ExclusionFacts<E> = Pick<MinutesFacts, 'seats' | 'agenda'> & { exclusions: readonly E[] }

/** Who takes no part in which points of the agenda: a row for each person and whole reason. */
export const exclusionRows = (facts: ExclusionFacts<ItemExclusion>) =>
  grouped(facts, (one) => `${one.personId} ${one.reason}`).map(({ row }) => row)

/** The exclusions by person and reason, with the points of the agenda concerned, and whether the person was in the room;
 * apart, once each, who did not declare. */
export function exclusionTables(facts: ExclusionFacts<RecordedExclusion>): ExclusionTables {
  const rows = grouped(facts, (one) => `${one.personId} ${one.outOfRoom} ${one.reason}`).map(
    ({ row, first }) => ({ ...row, inRoom: !first.outOfRoom }),
  )
  const silent = rows.filter((row) => row.reason === NOT_DECLARED)
  return {
    exclusions: rows.filter((row) => row.reason !== NOT_DECLARED),
    undeclared: [...Map.groupBy(silent, ({ person, body }) => `${person} ${body}`).values()].flatMap(
      ([first, ...more]) =>
        first === undefined
          ? []
          : [
              {
                ...{ person: first.person, body: first.body },
                inRoom: [first, ...more].some(({ inRoom }) => inRoom),
              },
            ],
    ),
  }
}

function grouped<E extends ItemExclusion>(
  { seats, agenda, exclusions }: ExclusionFacts<E>,
  key: (one: E) => string,
) {
  return [...Map.groupBy(exclusions, key).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const items = pointsText(agenda, new Set(group.map((one) => one.agendaItemId)))
    return [{ first, row: { ...personOf(first.personId, seats), reason: first.reason, items } }]
  })
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
