import { found, TransientError } from '../../domain/shared/errors.ts'
import { localDateOf } from '../../domain/shared/terms.ts'
import { invitationFile, invitationMediaType } from '../../reports/invitation.ts'
import type { KeptFile, Outside } from '../outside.ts'
import type { StepContext } from '../../procedures/context.ts'
import { groupNotice } from './group-letters.ts'
import {
  agendaFor,
  cancellationLetter,
  consultantLetter,
  consultantsTo,
  convened,
  convenedPeople,
  convocationDocument,
  convocationLetter,
  convocationTitle,
  meetingTitle,
  networkLetter,
} from './convocation.ts'
import type { ConvenedMeeting } from './convocation.ts'
import type { AgendaItem, Meeting } from '../../db/meeting/meeting-store.ts'

/** Whether it was called off. */
export const isCancelled = ({ status }: Meeting): boolean => status === 'CANCELLED'

const meetingOf = async ({ stores }: StepContext, id: string): Promise<Meeting> =>
  found('MEETING', id, await stores.meetings.find(id))

/* What a convocation is made of, read at one moment. */
async function gather(context: StepContext, meetingId: string) {
  const meeting = convened(await meetingOf(context, meetingId))
  const agenda = await context.stores.meetings.agenda(meetingId)
  const ofNetwork = meeting.stage === 'NETWORK'
  const people = ofNetwork ? [] : convenedPeople(await context.stores.network.seats(localDateOf(context.now)))
  const bodies = ofNetwork ? await context.stores.network.members() : []
  const view = await convocationDocument(context, meeting, agenda)
  const consultants = await consultantsTo(context, agenda, localDateOf(context.now))
  const attendees = [
    ...people.map((one) => ({ ...one, required: one.role === 'TITULAR' })),
    ...consultants.map((one) => ({ ...one, required: false })),
    ...bodies.map(({ name, email }) => ({ displayName: name, email, required: true })),
  ]
  const ics = await invitation(context, meeting, attendees)
  const groups = await participantsOf(context, agenda, [...people, ...consultants])
  return { meeting, agenda, people, consultants, bodies, groups, view, invitation: ics }
}

/* Who takes part in a working group that is treated, and is not convened: with the items of that group alone (art. 5). */
async function participantsOf(
  { stores }: StepContext,
  agenda: readonly AgendaItem[],
  convened: readonly { email: string }[],
) {
  const told = new Set(convened.map(({ email }) => email))
  const people = await stores.workingGroups.addressed(agenda.flatMap((one) => one.workingGroupId ?? []))
  return [...Map.groupBy(people, ({ email }) => email)].flatMap(([email, places]) => {
    const [{ name } = { name: email }] = places
    const items = agenda.filter((one) => places.some(({ groupId }) => groupId === one.workingGroupId))
    return told.has(email) ? [] : [{ displayName: name, email, items }]
  })
}

async function invitation(
  { stores }: StepContext,
  meeting: ConvenedMeeting,
  people: readonly { displayName: string; email: string; required: boolean }[],
): Promise<Buffer> {
  const { words } = await stores.networkSettings.settings()
  const { lead, responsible } = await stores.networkSettings.documentHead(meeting.cycleId)
  return invitationFile({
    meetingId: meeting.id,
    sequence: meeting.sequence,
    cancelled: isCancelled(meeting),
    title: meetingTitle(meeting, words.committee.value),
    place: meeting.place,
    convenedAt: meeting.convenedAt,
    startsAt: meeting.startsAt,
    endsAt: meeting.endsAt,
    organizer: { name: responsible.name, email: lead.pec },
    attendees: people.map((one) => ({
      name: one.displayName,
      email: one.email,
      role: one.required ? 'REQUIRED' : 'OPTIONAL',
    })),
  })
}

async function recordPaper(
  { stores }: StepContext,
  meeting: ConvenedMeeting,
  document: KeptFile,
): Promise<void> {
  await stores.documents.record({
    ...document,
    cycleId: meeting.cycleId,
    ...(meeting.stage === 'EVALUATION' ? { evaluatedCallId: meeting.subjectId } : {}),
    kind: 'convocation',
    subjectId: meeting.id,
    title: convocationTitle(meeting),
    fileName: `convocazione-${meeting.id}${meeting.sequence === 0 ? '' : `-${meeting.sequence}`}.pdf`,
    mediaType: 'application/pdf',
    signature: 'NONE',
    createdAt: meeting.convenedAt,
  })
}

/* Mails lead to the meeting's page. */
type Told = StepContext & { publicUrl: string }

/* One mail for each person, without what a conflict hides from that person. */
async function lettersTo(
  { stores, now, publicUrl }: Told,
  { meeting, agenda, people, consultants, bodies }: Telling,
): Promise<{ to: string[]; subject: string; text: string }[]> {
  if (isCancelled(meeting))
    return [
      ...[...people, ...consultants],
      ...bodies.map(({ name, email }) => ({ displayName: name, email })),
    ].map((one) => ({ to: [one.email], ...cancellationLetter(meeting, one) }))
  const exclusions = await stores.meetings.exclusionsAt(meeting.id, { on: localDateOf(now), until: now })
  return [
    ...people.map((person) => ({
      to: [person.email],
      ...convocationLetter(meeting, person, {
        agenda: agendaFor(person.personId, agenda, exclusions),
        link: `${publicUrl}/meetings/${meeting.id}#answer`,
      }),
    })),
    ...consultants.map((lead) => ({ to: [lead.email], ...consultantLetter(meeting, lead, agenda) })),
    ...bodies.map((body) => ({ to: [body.email], ...networkLetter(meeting, body, agenda) })),
  ]
}

/* Nothing for their calendar: who takes part in a group is not convened by it. */
const noticesTo = ({ meeting, groups }: Telling) =>
  groups.map((one) => ({
    ...{ to: [one.email], attachments: [] },
    ...(isCancelled(meeting)
      ? cancellationLetter(meeting, one)
      : groupNotice(meeting, one.displayName, one.items)),
  }))

/** What everybody convened is told of a meeting, made and not yet recorded. */
export type Telling = Awaited<ReturnType<typeof prepareTelling>>

/** Makes what tells everybody convened how a meeting stands: its paper, unless it is called off, and its calendar part. */
export async function prepareTelling(outside: Outside, meetingId: string) {
  const made = await outside.read((context) => gather(context, meetingId))
  const document = isCancelled(made.meeting)
    ? null
    : await outside.keep(await outside.render('convocation', made.view))
  return { ...made, document, invitation: await outside.keep(made.invitation) }
}

/** Tells it, once for each time that the meeting was convened, moved or called off (art. 7): the row says which. Throws
 * TransientError where the meeting changed since the telling was made. */
export async function tellConvened(context: Told, cycleId: string, telling: Telling): Promise<void> {
  const { stores, now } = context
  const { meeting, document, invitation } = telling
  const { sequence, toldSequence } = await meetingOf(context, meeting.id)
  if (sequence !== meeting.sequence)
    throw new TransientError(`meeting ${meeting.id} changed while its convocation was made`)
  if (toldSequence === sequence) return
  await stores.meetings.tell(meeting.id, sequence)
  for (const element of ['Task_RecordMeeting', 'Task_RecordNetworkMeeting'] as const)
    await stores.workItems.endAllFor(element, [meeting.id], { action: 'withdraw', at: now })
  await stores.documents.recordFile({ ...invitation, at: now })
  if (document !== null) await recordPaper(context, meeting, document)
  const mediaType = invitationMediaType({ cancelled: isCancelled(meeting) })
  const attachments = [{ fileName: 'convocazione.ics', mediaType, sha256: invitation.sha256 }]
  const mails = (await lettersTo(context, telling)).map((letter) => ({ ...letter, attachments }))
  await stores.outbox.mails(cycleId, [...mails, ...noticesTo(telling)])
}
