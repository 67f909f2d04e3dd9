import { isForConsultants } from '../../domain/meeting/lifecycle.ts'
import type { AgendaItem, Meeting } from '../../db/meeting/meeting-store.ts'
import type { SeatRecord } from '../../db/network/network-store.ts'
import type { DocumentViewModel } from '../../reports/documents/index.ts'
import { noticeDays } from '../../domain/shared/terms.ts'
import type { PersonRecord } from '../../db/network/person-store.ts'
import type { NetworkSettings } from '../../domain/network/network-document.ts'
import type { LocalDate } from '../../domain/shared/local-date.ts'
import { formatInstant } from '../../words/formats.ts'
import { organOf } from './organ.ts'
import { documentBase } from '../act/document-base.ts'
import type { StepContext } from '../../procedures/context.ts'

/** A meeting whose day, hour and place are set. */
export interface ConvenedMeeting extends Meeting {
  startsAt: Date
  endsAt: Date
  place: string
  convenedAt: Date
}

/** What stands in an agenda for an item that a conflict hides from its reader (art. 5). */
export const RESERVED_ITEM = 'Valutazione di un progetto (riservato)'

/** What a convocation calls the meeting. */
export const meetingTitle = (meeting: Meeting, committee: string): string =>
  organOf(meeting).audience === 'NETWORK' ? 'Riunione della Rete' : `Riunione del ${committee}`

/** The meeting once convened. Throws (a bug) before. */
export function convened(meeting: Meeting): ConvenedMeeting {
  const { startsAt, endsAt, place, convenedAt } = meeting
  if (startsAt === null || endsAt === null || place === null || convenedAt === null)
    throw new Error(`meeting ${meeting.id} is not convened`)
  return { ...meeting, startsAt, endsAt, place, convenedAt }
}

/** An item with what its readers are told of it beforehand. */
export const itemText = ({ title, explanation }: AgendaItem): string =>
  explanation === null ? title : `${title}\n${explanation}`

/** The agenda as a person may read it: whoever is excluded from an application reads no word of its title. */
export function agendaFor(
  personId: string,
  agenda: readonly AgendaItem[],
  exclusions: readonly { agendaItemId: string; personId: string }[],
): string[] {
  const hidden = new Set(exclusions.filter((one) => one.personId === personId).map((one) => one.agendaItemId))
  return agenda.map((item) =>
    item.applicationId !== null && hidden.has(item.id) ? RESERVED_ITEM : itemText(item),
  )
}

/** What the convocation of a meeting is called among the documents. */
export const convocationTitle = (meeting: ConvenedMeeting): string =>
  `Convocazione ${organOf(meeting).of}${meeting.sequence === 0 ? '' : ' (riunione spostata)'}, ${formatInstant(meeting.startsAt)}`

const reasonText = ({ changeReason }: Meeting): string[] =>
  changeReason === null ? [] : [`Motivo: ${changeReason}`]

/* What the mail says first: convened, or convened before and moved. */
const opening = (meeting: ConvenedMeeting): string =>
  meeting.sequence === 0
    ? `${organOf(meeting).isConvened} il ${formatInstant(meeting.startsAt)} presso: ${meeting.place}.`
    : `la riunione ${organOf(meeting).of} è spostata: si tiene il ${formatInstant(meeting.startsAt)} presso: ${meeting.place}. Il giorno e l’ora comunicati prima non valgono più${organOf(meeting).audience === 'COMMITTEE' ? ', né la risposta data' : ''}.`

/** The mail that tells one of those convened that the meeting is called off, with its reason. */
export const cancellationLetter = (
  meeting: ConvenedMeeting,
  { displayName }: { displayName: string },
): { subject: string; text: string } => ({
  subject: `Riunione ${organOf(meeting).of} annullata: ${formatInstant(meeting.startsAt)}`,
  text: [
    `Gentile ${displayName},`,
    `la riunione ${organOf(meeting).of} convocata per il ${formatInstant(meeting.startsAt)} presso: ${meeting.place} è annullata.`,
    ...reasonText(meeting),
    `Seguirà una nuova convocazione (${organOf(meeting).rule}).`,
  ].join('\n\n'),
})

/** The mail that convenes one person, or tells that the meeting is moved: hour, place and agenda (art. 7). */
export function convocationLetter(
  meeting: ConvenedMeeting,
  recipient: { displayName: string; role: 'TITULAR' | 'DEPUTY' },
  { agenda, link }: { agenda: readonly string[]; link: string },
): { subject: string; text: string } {
  const asked =
    recipient.role === 'TITULAR'
      ? 'In caso di assenza avvisi il proprio componente supplente (art. 5).'
      : 'È convocata/o quale componente supplente: partecipa in caso di assenza del titolare (art. 5).'
  return letterOf(meeting, [
    `Gentile ${recipient.displayName},`,
    ...whatOf(meeting, agenda),
    asked,
    `Rispondi se vieni, o se viene il supplente: ${link}`,
  ])
}

/** The mail that convenes a body of the network, or tells that its meeting is moved: with the agenda, ten days before (art. 4). */
export const networkLetter = (
  meeting: ConvenedMeeting,
  { name }: { name: string },
  agenda: readonly AgendaItem[],
): { subject: string; text: string } =>
  letterOf(meeting, [
    `Spettabile ${name},`,
    ...whatOf(
      meeting,
      agenda.map(({ title }) => title),
    ),
  ])

const whatOf = (meeting: ConvenedMeeting, agenda: readonly string[]): string[] => [
  opening(meeting),
  ...reasonText(meeting),
  `Ordine del giorno:\n${agenda.map((title, index) => `${index + 1}. ${title}`).join('\n')}`,
]

const letterOf = (meeting: ConvenedMeeting, parts: readonly string[]) => ({
  subject: `${meeting.sequence === 0 ? `Convocazione ${organOf(meeting).of}` : `Riunione ${organOf(meeting).of} spostata`}: ${formatInstant(meeting.startsAt)}`,
  text: (meeting.notice === null ? parts : [...parts, meeting.notice]).join('\n\n'),
})

/** The notice that a meeting asks for: of the network or of the committee (art. 4, 7). */
export const noticeTerm = (
  terms: NetworkSettings['terms'],
  { stage }: Pick<Meeting, 'stage'>,
): NetworkSettings['terms']['committeeNoticeDays'] =>
  stage === 'NETWORK' ? terms.networkNoticeDays : terms.committeeNoticeDays

/** The convocation as a document of the network's lead, with the whole agenda. */
export async function convocationDocument(
  context: StepContext,
  meeting: ConvenedMeeting,
  agenda: readonly AgendaItem[],
): Promise<DocumentViewModel<'convocation'>> {
  const base = await documentBase(context, {
    cycleId: meeting.cycleId,
    documentId: meeting.id,
    issuedAt: meeting.convenedAt,
  })
  const { terms } = await context.stores.networkSettings.settings()
  const { audience, recipients } = organOf(meeting)
  return {
    ...base,
    audience,
    title: meetingTitle(meeting, base.words.committee),
    recipients,
    sentAt: meeting.convenedAt.toISOString(),
    startsAt: meeting.startsAt.toISOString(),
    endsAt: meeting.endsAt.toISOString(),
    place: meeting.place,
    remoteLink: null,
    noticeDays: noticeDays(meeting.convenedAt, meeting.startsAt),
    minimumNoticeDays: noticeTerm(terms, meeting).value,
    agenda: agenda.map(({ title, explanation }) => ({ title, explanation })),
  }
}

/** The items that a lead of an alliance is convened to: not those of evaluation (art. 5). */
const withoutEvaluation = (agenda: readonly AgendaItem[]): AgendaItem[] =>
  agenda.filter(({ kind }) => isForConsultants(kind))

/** The leads of alliances on a day, who can take part as consultants: whoever has no seat, and nobody where every item is of
 * evaluation (art. 5). */
export async function consultantsTo(
  { stores }: StepContext,
  agenda: readonly AgendaItem[],
  on: LocalDate,
): Promise<PersonRecord[]> {
  if (withoutEvaluation(agenda).length === 0) return []
  const seated = new Set(convenedPeople(await stores.network.seats(on)).map((one) => one.personId))
  const leads = await stores.network.personsWithRole('ALLIANCE_LEAD', on)
  return leads.filter(({ id }) => !seated.has(id))
}

/** The mail that invites one of them. */
export function consultantLetter(
  meeting: ConvenedMeeting,
  { displayName }: { displayName: string },
  agenda: readonly AgendaItem[],
): { subject: string; text: string } {
  const items = withoutEvaluation(agenda).map((item, index) => `${index + 1}. ${itemText(item)}`)
  return {
    subject: `Riunione del Comitato${meeting.sequence === 0 ? '' : ' spostata'}, in forma consultiva: ${formatInstant(meeting.startsAt)}`,
    text: [
      `Gentile ${displayName},`,
      opening(meeting),
      ...reasonText(meeting),
      `Ordine del giorno:\n${items.join('\n')}`,
      'Quale capofila di un’Alleanza locale può partecipare in forma consultiva, senza voto; non alla valutazione dei progetti da ammettere a finanziamento (art. 5).',
    ].join('\n\n'),
  }
}

/** Everybody whom a convocation goes to: titulars and deputies of all seats, excluded ones too. */
export function convenedPeople(seats: readonly SeatRecord[]) {
  return seats.flatMap((seat) => seat.holders)
}
