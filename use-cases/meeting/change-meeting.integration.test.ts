import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { cancelMeeting, moveMeeting } from './change-meeting.ts'

let database: TestDatabase
let meeting: GuidanceMeeting
let meetingId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  meeting = await createGuidanceMeeting(database)
  ;({ meetingId } = meeting)
})
afterEach(() => database.close())

const to = (date: string) => ({
  date: localDateSchema.parse(date),
  ...{ startTime: '15:00', endTime: '17:00', place: 'Sala Rossa', reason: 'Sciopero dei trasporti' },
})
const move = (date: string, actor = meeting.owner) =>
  database.run(actor, moveMeeting, { meetingId, ...to(date) })
const cancel = () => database.run(meeting.owner, cancelMeeting, { meetingId, reason: 'Neve' })
const tell = () => meeting.steps.jobAgain(sendConvocation, { cycleId: meeting.cycleId, meetingId })

/* What the calendars of those convened are told, of the mails from the place on. */
async function calendars(from: number) {
  const sent = (await meeting.mails()).slice(from)
  const texts = await Promise.all(
    sent.map(async ({ attachments: [file] }) => {
      const text = (await database.files.read(file?.sha256 ?? '')).toString('utf8').replaceAll('\r\n ', '')
      return `${file?.mediaType ?? ''}\n${text}`
    }),
  )
  return { sent, texts }
}
const lineOf = (text: string, name: string) => new RegExp(`^${name}[^\\r\\n]*`, 'm').exec(text)?.[0]

describe('moving a meeting', () => {
  it('tells everybody convened the new hour and why, as the same event with a higher sequence (art. 7; RFC 5546)', async () => {
    await meeting.convene()
    await tell()
    const first = await calendars(0)
    await move('2027-03-10')
    await tell()
    await tell()
    const { sent, texts } = await calendars(first.sent.length)
    expect(sent.map((mail) => mail.to[0])).toEqual(first.sent.map((mail) => mail.to[0]))
    for (const { text } of sent) {
      expect(text).toContain('è spostata: si tiene il 10/03/2027, ore 15:00 presso: Sala Rossa.')
      expect(text).toContain('Motivo: Sciopero dei trasporti')
    }
    for (const text of texts) {
      expect(text).toMatch(/^text\/calendar; method=REQUEST/)
      expect(lineOf(text, 'UID')).toBe(lineOf(first.texts[0] ?? '', 'UID'))
      expect([lineOf(first.texts[0] ?? '', 'SEQUENCE'), lineOf(text, 'SEQUENCE')]).toEqual([
        'SEQUENCE:0',
        'SEQUENCE:1',
      ])
      expect(text).toContain('DTSTART;TZID=Europe/Rome:20270310T150000')
      expect(text).toContain('PARTSTAT=NEEDS-ACTION')
    }
  })

  it('asks for the notice of a new convocation, from the day on which it is moved (art. 7)', async () => {
    await meeting.convene()
    database.setNow('2027-03-05T09:00:00Z')
    await expect(move('2027-03-09')).rejects.toMatchObject({
      code: 'NOTICE_TOO_SHORT',
      facts: { days: 5, firstUsefulDay: '2027-03-10' },
    })
    await expect(move('2072-03-09')).rejects.toMatchObject(problems(['TOO_LATE']))
    await move('2027-03-10')
    expect((await database.stores.meetings.find(meetingId))?.sequence).toBe(1)
  })

  it('is for whoever convenes, of a meeting that is convened and has not begun', async () => {
    await expect(move('2027-03-10')).rejects.toMatchObject({ code: 'MEETING_NOT_CONVENED' })
    await meeting.convene()
    const member = await meeting.steps.actor(demoPersonId('TITULAR_CCIAA'))
    await expect(move('2027-03-10', member)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    database.setNow('2027-03-08T09:00:00Z')
    await expect(move('2027-03-20')).rejects.toMatchObject({ code: 'MEETING_BEGUN' })
    await expect(cancel()).rejects.toMatchObject({ code: 'MEETING_BEGUN' })
  })
})

describe('calling a meeting off', () => {
  it('takes it out of every calendar, decides nothing, and lets it be convened again (art. 7)', async () => {
    await meeting.convene()
    await tell()
    const first = await calendars(0)
    await cancel()
    const outcome = await tell()
    expect(outcome).toEqual({ variables: { meetingCancelled: true, approved: false, deferred: true } })
    const { sent, texts } = await calendars(first.sent.length)
    expect(sent).toHaveLength(first.sent.length)
    for (const text of texts) {
      expect(text).toMatch(/^text\/calendar; method=CANCEL/)
      expect([lineOf(text, 'METHOD'), lineOf(text, 'STATUS'), lineOf(text, 'SEQUENCE')]).toEqual([
        ...['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:1'],
      ])
      expect(lineOf(text, 'UID')).toBe(lineOf(first.texts[0] ?? '', 'UID'))
    }
    expect(sent.map(({ text }) => text).join('\n')).toContain('Motivo: Neve')
    await expect(move('2027-03-20')).rejects.toMatchObject({ code: 'MOVE_NOT_POSSIBLE' })
    const { cycleId, subjectId } = (await database.stores.meetings.find(meetingId))!
    await database.stores.meetings.schedule({
      ...{ id: 'again', cycleId, subjectId, stage: 'GUIDANCE', items: [] },
    })
    expect(await database.stores.meetings.find('again')).toMatchObject({ round: 2, status: 'PLANNED' })
  })
})
