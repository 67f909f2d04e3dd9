import type { AgendaItem } from '../../db/meeting/meeting-store.ts'
import type { SeatHolderRecord } from '../../db/network/network-store.ts'
import { meeting } from '../../domain/process/meeting.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { localDateOf, toEngineInstant } from '../../domain/shared/terms.ts'
import { INVITATION_MEDIA_TYPE, invitationFile } from '../../reports/invitation.ts'
import { renderDocument } from '../../reports/render-document.ts'
import type { StepContext } from '../../procedures/context.ts'
import {
  agendaFor,
  committeeMeeting,
  convened,
  convenedPeople,
  convocationDocument,
  convocationLetter,
  convocationTitle,
} from '../../documents/meeting/convocation.ts'
import type { ConvenedMeeting } from '../../documents/meeting/convocation.ts'
import { meetingOf } from '../../tasks/meeting/convene-meeting.ts'
import { defineWorker } from '../worker.ts'

async function storeDocument(
  context: StepContext,
  meeting: ConvenedMeeting,
  agenda: AgendaItem[],
): Promise<void> {
  const bytes = await renderDocument('convocation', await convocationDocument(context, meeting, agenda))
  const { sha256, sizeBytes } = await context.files.put(bytes)
  await context.stores.documents.record({
    cycleId: meeting.cycleId,
    ...(meeting.stage === 'EVALUATION' ? { evaluatedCallId: meeting.subjectId } : {}),
    kind: 'convocation',
    subjectId: meeting.id,
    title: convocationTitle(meeting),
    fileName: `convocazione-${meeting.id}.pdf`,
    mediaType: 'application/pdf',
    sha256,
    sizeBytes,
    signature: 'NONE',
    createdAt: meeting.convenedAt,
  })
}

async function storeInvitation(
  { stores, files, now }: StepContext,
  meeting: ConvenedMeeting,
  people: readonly SeatHolderRecord[],
): Promise<string> {
  const { words } = await stores.networkSettings.settings()
  const { lead, responsible } = await stores.networkSettings.documentHead(meeting.cycleId)
  const file = invitationFile({
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
      role: one.role === 'TITULAR' ? 'REQUIRED' : 'OPTIONAL',
    })),
  })
  const { sha256, sizeBytes } = await files.put(file)
  await stores.documents.recordFile({ sha256, sizeBytes, at: now })
  return sha256
}

/* art. 5, 7: titulars and deputies get agenda, place and calendar invitation once; an excluded person reads no title of
   what is excluded. */
export const sendConvocation = defineWorker({
  jobType: 'send-convocation',
  input: variablesOf(meeting, 'cycleId', 'meetingId'),
  output: variablesOf(meeting, 'meetingStartsAt'),
  async handle({ cycleId, meetingId }, context) {
    const { stores } = context
    const today = localDateOf(context.now)
    const meeting = convened(await meetingOf(context, meetingId))
    const meetingStartsAt = toEngineInstant(meeting.startsAt)
    if ((await stores.documents.latest('convocation', meetingId)) !== null) return { meetingStartsAt }
    const agenda = await stores.meetings.agenda(meetingId)
    const exclusions = await stores.meetings.exclusionsNow(meetingId, today)
    const people = convenedPeople(await stores.network.seats(today))
    const sha256 = await storeInvitation(context, meeting, people)
    const mails = people.map((person) => ({
      to: [person.email],
      ...convocationLetter(meeting, person, agendaFor(person.personId, agenda, exclusions)),
      attachments: [{ fileName: 'convocazione.ics', mediaType: INVITATION_MEDIA_TYPE, sha256 }],
    }))
    await stores.outbox.mails(cycleId, mails)
    await storeDocument(context, meeting, agenda)
    return { meetingStartsAt }
  },
})
