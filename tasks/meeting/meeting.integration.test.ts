import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { newId } from '../../domain/shared/ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
import { scheduleGuidanceVote } from '../../workers/guidance/schedule-guidance-vote.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import type { MeetingInput } from './meeting-input.ts'

let database: TestDatabase
let meeting: GuidanceMeeting
let steps: GuidanceMeeting['steps']
let cycleId: string
let meetingId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  meeting = await createGuidanceMeeting(database)
  ;({ steps, cycleId, meetingId } = meeting)
})
afterEach(() => database.close())

const named = (told: MeetingInput, choice: 'AGAINST' | 'ABSTAINED', ...seatIds: string[]): void => {
  const agendaItemId = told.items[0]?.agendaItemId ?? ''
  told.votes.push(...seatIds.map((seatId) => ({ agendaItemId, seatId, choice })))
}
/* Whoever represents the lead of an alliance. */
const LEADS = demoNetwork.people.filter(({ code }) => code.startsWith('LEAD_')).length

describe('convening the committee', () => {
  it('refuses less than five days of notice and names the days that count (art. 7)', async () => {
    await expect(meeting.convene({ date: '2027-03-05' })).rejects.toMatchObject({
      code: 'NOTICE_TOO_SHORT',
      facts: { days: 5, latestDay: '2027-02-28', firstUsefulDay: '2027-03-06' },
    })
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('PLANNED')
  })

  it('refuses a day beyond a year, which is a slip of the pen', async () => {
    await expect(meeting.convene({ date: '2072-03-05' })).rejects.toMatchObject(problems(['TOO_LATE']))
  })

  it('sends agenda, place and calendar invitation to titulars and deputies, once (art. 5, 7)', async () => {
    await meeting.convene()
    const outcome = await steps.job(sendConvocation, { cycleId, meetingId })
    const meetingStartsAt = '2027-03-08T09:00:00.000Z'
    expect(outcome).toEqual({ variables: { meetingStartsAt, meetingCancelled: false, ofNetwork: false } })
    await steps.job(sendConvocation, { cycleId, meetingId })
    const sent = await meeting.mails()
    const convenedTo = demoNetwork.seats.length * 2 + LEADS
    expect(new Set(sent.map((mail) => mail.to[0])).size).toBe(convenedTo)
    expect(sent).toHaveLength(convenedTo)
    for (const { text } of sent) {
      expect(text).toContain('Corso Italia 52, Milano')
      expect(text).toContain('1. Approvazione del documento «Indirizzo»')
    }
    const [invitation] = sent[0]?.attachments ?? []
    expect(invitation?.mediaType).toContain('method=REQUEST')
    const ics = (await database.files.read(invitation?.sha256 ?? '')).toString('utf8')
    expect(ics).toContain('DTSTART;TZID=Europe/Rome:20270308T100000')
  })
})

describe('recording a meeting', () => {
  beforeEach(() => meeting.convene())

  it('is refused before the meeting has begun', async () => {
    database.setNow('2027-03-08T08:59:59Z')
    await expect(meeting.record()).rejects.toMatchObject({ code: 'MEETING_NOT_HELD_YET' })
  })

  it('refuses the vote of a seat that is absent, and one given twice (art. 7)', async () => {
    database.setNow('2027-03-08T11:00:00Z')
    const vote = (told: MeetingInput) => {
      const seat = told.attendances.find((one) => one.seatId === demoSeatId('CGIL'))
      if (seat) seat.presence = 'ABSENT'
      named(told, 'AGAINST', demoSeatId('CGIL'), demoSeatId('CCIAA'))
      named(told, 'ABSTAINED', demoSeatId('CCIAA'))
    }
    await expect(meeting.record(vote)).rejects.toMatchObject(problems(['ABSENT', 'TWICE']))
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('CONVENED')
  })

  it('asks for every seat, present or absent, and decides nothing where nobody came', async () => {
    database.setNow('2027-03-08T11:00:00Z')
    await expect(meeting.record((form) => void form.attendances.pop())).rejects.toMatchObject(
      problems(['MISSING']),
    )
    const nobody = (form: MeetingInput) => form.attendances.forEach((one) => (one.presence = 'ABSENT'))
    await expect(meeting.record(nobody)).rejects.toMatchObject({ code: 'ITEM_WITHOUT_VOTERS' })
    await meeting.record((form) => {
      nobody(form)
      for (const item of form.items) item.outcome = 'DEFERRED'
    })
    const [item] = await database.stores.meetings.agenda(meetingId)
    expect(item?.deferral).toBe('NO_VOTERS')
  })

  it('lets the deputy vote for an absent titular (art. 5)', async () => {
    database.setNow('2027-03-08T11:00:00Z')
    await meeting.record((form) => form.attendances.forEach((one) => (one.presence = 'DEPUTY')))
    const votes = await database.stores.meetings.votes(meetingId)
    expect(votes).toHaveLength(demoNetwork.seats.length)
    expect(votes.map((one) => one.personId)).toContain(demoPersonId('DEPUTY_CCIAA'))
    expect(votes.map((one) => one.personId)).not.toContain(demoPersonId('TITULAR_CCIAA'))
  })
})

describe('the decision on a guidance document', () => {
  const half = demoNetwork.seats.length - 1
  beforeEach(async () => {
    await meeting.convene()
    database.setNow('2027-03-08T11:00:00Z')
  })

  it('does not pass on a tie of those present: the document is rejected (art. 7)', async () => {
    await meeting.record((form) => {
      const last = form.attendances.at(-1)
      if (last) last.presence = 'ABSENT'
      named(form, 'AGAINST', ...form.attendances.slice(0, half / 2).map((one) => one.seatId))
    })
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: false, deferred: false },
    })
    expect((await database.stores.guidance.latest(cycleId))?.status).toBe('REJECTED')
    const [decision] = await database.stores.meetings.decisionsOf(meetingId)
    expect(decision).toMatchObject({ present: half, inFavour: half / 2, against: half / 2, passed: false })
  })

  it('passes by more than half of those present, with one decision and one minutes however often it runs (art. 7)', async () => {
    await meeting.record((told) => named(told, 'ABSTAINED', demoSeatId('CGIL')))
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: true, deferred: false },
    })
    expect((await database.stores.guidance.latest(cycleId))?.status).toBe('VOTED')
    const first = await database.dump()
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const second = await database.dump()
    for (const table of ['decisions', 'documents', 'meetings', 'guidance_documents', 'outbox', 'votes'])
      expect(second[table]).toEqual(first[table])
    expect(await database.stores.documents.latest('minutes', meetingId)).not.toBeNull()
  })

  it('leaves a document that was put off as it was, to come back in a new convocation (art. 7)', async () => {
    await meeting.record((told) => {
      told.items[0]!.outcome = 'DEFERRED'
      named(told, 'AGAINST', demoSeatId('CGIL'))
    })
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: false, deferred: true },
    })
    const document = await database.stores.guidance.latest(cycleId)
    expect(document?.status).toBe('ANSWERED')
    const guidanceDocumentId = document?.id ?? ''
    await steps.job(scheduleGuidanceVote, { cycleId, guidanceDocumentId })
    const rounds = (await database.stores.meetings.ofCycle(cycleId)).items
    expect(rounds.map((one) => [one.round, one.status])).toEqual([
      [1, 'HELD'],
      [2, 'PLANNED'],
    ])
  })

  it('plans another meeting on a subject only when the last one was held', async () => {
    const subjectId = (await database.stores.meetings.find(meetingId))?.subjectId ?? ''
    const next = {
      ...{ id: newId<string>(), cycleId, stage: 'GUIDANCE' as const, subjectId },
      items: [{ title: 'Di nuovo', kind: 'GUIDANCE' as const }],
    }
    const { schedule } = database.stores.meetings
    await expect(schedule(next)).rejects.toMatchObject({ constraint: 'meetings_to_hold' })
    await meeting.record()
    await schedule(next)
    await schedule(next)
    expect((await database.stores.meetings.ofCycle(cycleId)).items.map((one) => one.round)).toEqual([1, 2])
  })
})
