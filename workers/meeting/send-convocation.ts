import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf, toEngineInstant } from '../../domain/shared/terms.ts'
import { INVITATION_MEDIA_TYPE, invitationFile } from '../../reports/invitation.ts'
import type { KeptFile } from '../../documents/outside.ts'
import type { StepContext } from '../../procedures/context.ts'
import {
  agendaFor,
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
import { defineLongWorker } from '../worker.ts'

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

async function recordFiles(
  { stores, now }: StepContext,
  meeting: ConvenedMeeting,
  { document, invitation }: { document: KeptFile; invitation: KeptFile },
): Promise<void> {
  await stores.documents.recordFile({ ...invitation, at: now })
  await stores.documents.record({
    ...document,
    cycleId: meeting.cycleId,
    ...(meeting.stage === 'EVALUATION' ? { evaluatedCallId: meeting.subjectId } : {}),
    kind: 'convocation',
    subjectId: meeting.id,
    title: convocationTitle(meeting),
    fileName: `convocazione-${meeting.id}.pdf`,
    mediaType: 'application/pdf',
    signature: 'NONE',
    createdAt: meeting.convenedAt,
  })
}

/* art. 5, 7: titulars and deputies get agenda, place and calendar invitation once, and leads of alliances as consultants,
   without the items of evaluation; an excluded person reads no title of
   what is excluded. */
export const sendConvocation = defineLongWorker({
  jobType: 'send-convocation',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(meeting, 'meetingStartsAt'),
  async prepare({ cycleId, meetingId }, outside) {
    const made = await outside.read((context) => gather(context, meetingId))
    const { meeting, agenda, people, consultants } = made
    const document = await outside.keep(await outside.render('convocation', made.view))
    const invitation = await outside.keep(made.invitation)
    return async (context) => {
      const { stores, now } = context
      const meetingStartsAt = toEngineInstant(meeting.startsAt)
      if ((await stores.documents.latest('convocation', meetingId)) !== null) return { meetingStartsAt }
      const exclusions = await stores.meetings.exclusionsAt(meetingId, { on: localDateOf(now), until: now })
      await recordFiles(context, meeting, { document, invitation })
      const attachments = [
        { fileName: 'convocazione.ics', mediaType: INVITATION_MEDIA_TYPE, sha256: invitation.sha256 },
      ]
      const letters = [
        ...people.map((person) => ({
          to: [person.email],
          ...convocationLetter(meeting, person, agendaFor(person.personId, agenda, exclusions)),
        })),
        ...consultants.map((lead) => ({ to: [lead.email], ...consultantLetter(meeting, lead, agenda) })),
      ]
      const mails = letters.map((letter) => ({ ...letter, attachments }))
      await stores.outbox.mails(cycleId, mails)
      return { meetingStartsAt }
    }
  },
})
