import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import { localDateOf, toEngineInstant } from '../../domain/shared/terms.ts'
import { invitationFile, invitationMediaType } from '../../reports/invitation.ts'
import type { KeptFile } from '../../documents/outside.ts'
import type { StepContext } from '../../procedures/context.ts'
import {
  agendaFor,
  cancellationLetter,
  committeeMeeting,
  consultantLetter,
  consultantsTo,
  convened,
  convenedPeople,
  convocationDocument,
  convocationLetter,
  convocationTitle,
} from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import type { Meeting } from '../../db/meeting/meeting-store.ts'
import { defineLongWorker } from '../worker.ts'

const isCancelled = ({ status }: Meeting): boolean => status === 'CANCELLED'

/* What a convocation is made of, read at one moment. */
async function gather(context: StepContext, meetingId: string) {
  const meeting = convened(await meetingOf(context, meetingId))
  const agenda = await context.stores.meetings.agenda(meetingId)
  const people = convenedPeople(await context.stores.network.seats(localDateOf(context.now)))
  const view = await convocationDocument(context, meeting, agenda)
  const consultants = await consultantsTo(context, agenda, localDateOf(context.now))
  const attendees = [
    ...people.map((one) => ({ ...one, required: one.role === 'TITULAR' })),
    ...consultants.map((one) => ({ ...one, required: false })),
  ]
  const ics = await invitation(context, meeting, attendees)
  return { meeting, agenda, people, consultants, view, invitation: ics }
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
    title: committeeMeeting(words.committee.value),
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

/* One mail for each person, without what a conflict hides from that person. */
async function lettersTo(
  { stores, now }: StepContext,
  { meeting, agenda, people, consultants }: Awaited<ReturnType<typeof gather>>,
): Promise<{ to: string[]; subject: string; text: string }[]> {
  if (isCancelled(meeting))
    return [...people, ...consultants].map((one) => ({
      to: [one.email],
      ...cancellationLetter(meeting, one),
    }))
  const exclusions = await stores.meetings.exclusionsAt(meeting.id, { on: localDateOf(now), until: now })
  return [
    ...people.map((person) => ({
      to: [person.email],
      ...convocationLetter(meeting, person, agendaFor(person.personId, agenda, exclusions)),
    })),
    ...consultants.map((lead) => ({ to: [lead.email], ...consultantLetter(meeting, lead, agenda) })),
  ]
}

/* What follows: the hour of the meeting, or, where it was called off, that nothing was decided and all comes back. */
const whatFollows = (meeting: ConvenedMeeting) =>
  isCancelled(meeting)
    ? { meetingCancelled: true, approved: false, deferred: true }
    : { meetingCancelled: false, meetingStartsAt: toEngineInstant(meeting.startsAt) }

/* art. 5, 7: titulars and deputies get agenda, place and calendar invitation once, and leads of alliances as consultants,
   without the items of evaluation; an excluded person reads no title of what is excluded. They are told once of each time that
   the meeting is moved, or that it is called off: the row says which, whatever woke the process. */
export const sendConvocation = defineLongWorker({
  jobType: 'send-convocation',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(meeting, 'meetingStartsAt', 'meetingCancelled', 'approved', 'deferred').partial({
    meetingStartsAt: true,
    approved: true,
    deferred: true,
  }),
  async prepare({ cycleId, meetingId }, outside) {
    const made = await outside.read((context) => gather(context, meetingId))
    const { meeting } = made
    const document = isCancelled(meeting)
      ? null
      : await outside.keep(await outside.render('convocation', made.view))
    const invitation = await outside.keep(made.invitation)
    return async (context) => {
      const { stores, now } = context
      const { sequence, toldSequence } = await meetingOf(context, meetingId)
      if (sequence !== meeting.sequence)
        throw new TransientError(`meeting ${meetingId} changed while its convocation was made`)
      await stores.outbox.markReceived({ name: 'MeetingChanged', correlationKey: meetingId }, now)
      if (toldSequence === sequence) return whatFollows(meeting)
      await stores.meetings.tell(meetingId, meeting.sequence)
      await stores.workItems.endAllFor('Task_RecordMeeting', [meetingId], { action: 'withdraw', at: now })
      await stores.documents.recordFile({ ...invitation, at: now })
      if (document !== null) await recordPaper(context, meeting, document)
      const mediaType = invitationMediaType({ cancelled: isCancelled(meeting) })
      const attachments = [{ fileName: 'convocazione.ics', mediaType, sha256: invitation.sha256 }]
      const mails = (await lettersTo(context, made)).map((letter) => ({ ...letter, attachments }))
      await stores.outbox.mails(cycleId, mails)
      return whatFollows(meeting)
    }
  },
})
