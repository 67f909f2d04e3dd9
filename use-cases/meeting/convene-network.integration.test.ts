import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { answerConvocation } from './answer-convocation.ts'
import { cancelMeeting, moveMeeting } from './change-meeting.ts'
import { conveneNetwork } from './convene-network.ts'

const MEMBERS = demoNetwork.bodies.filter(({ memberSince }) => memberSince !== null)
const AGENDA = ['Esiti dell’anno', 'Adesioni alla Rete']
let database: TestDatabase
let scenario: GuidanceMeeting
let cycleId: string
let meetingId: string

beforeAll(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  scenario = await createGuidanceMeeting(database)
  ;({ cycleId } = scenario)
}, 90_000)
afterAll(() => database.close())

const when = (date: string) => ({
  date: localDateSchema.parse(date),
  ...{ startTime: '10:00', endTime: '12:00', place: 'Sala Grande' },
})
const convene = (date: string, actor = scenario.owner) =>
  database.run(actor, conveneNetwork, { cycleId, ...when(date), agenda: AGENDA })
const tell = () => scenario.steps.jobAgain(sendConvocation, { cycleId, meetingId })
const sentSince = async (from: number) => (await scenario.mails()).slice(from)
const calendarOf = async (mail: { attachments: { sha256: string }[] } | undefined) =>
  (await database.files.read(mail?.attachments[0]?.sha256 ?? '')).toString('utf8').replaceAll('\r\n ', '')

describe('convening the network (art. 4)', () => {
  it('asks for ten days of notice, of the lead alone', async () => {
    await expect(convene('2027-03-10')).rejects.toMatchObject({
      code: 'NOTICE_TOO_SHORT',
      facts: { days: 10, rule: 'art. 4', firstUsefulDay: '2027-03-11' },
    })
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
    await expect(convene('2027-03-11', officer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('tells every body of the network by mail, once, with the agenda and a calendar part', async () => {
    ;({ meetingId } = await convene('2027-03-11'))
    expect(await tell()).toEqual({
      variables: { meetingCancelled: false, ofNetwork: true, meetingStartsAt: '2027-03-11T09:00:00.000Z' },
    })
    await tell()
    const sent = await sentSince(0)
    expect(sent.map(({ to }) => to[0]).toSorted()).toEqual(MEMBERS.map(({ email }) => email).toSorted())
    for (const { subject, text } of sent) {
      expect(subject).toBe('Convocazione della Rete: 11/03/2027, ore 10:00')
      expect(text).toContain('la Rete è convocata il 11/03/2027, ore 10:00 presso: Sala Grande.')
      expect(text).toContain('1. Esiti dell’anno\n2. Adesioni alla Rete')
    }
    const ics = await calendarOf(sent[0])
    for (const line of [
      'METHOD:REQUEST',
      'SUMMARY:Riunione della Rete',
      'DTSTART;TZID=Europe/Rome:20270311T100000',
    ])
      expect(ics).toContain(line)
  })

  it('is one meeting at a time, and no seat answers for it', async () => {
    await expect(convene('2027-03-20')).rejects.toMatchObject({ code: 'NETWORK_CONVENED' })
    const member = await scenario.steps.actor(demoPersonId('TITULAR_CCIAA'))
    await expect(
      database.run(member, answerConvocation, { meetingId, answer: 'COMES' }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('is moved with the same notice, and told as the same event with a higher sequence', async () => {
    const from = (await sentSince(0)).length
    const move = (date: string) =>
      database.run(scenario.owner, moveMeeting, { meetingId, ...when(date), reason: 'Sala occupata' })
    await expect(move('2027-03-10')).rejects.toMatchObject({ code: 'NOTICE_TOO_SHORT', facts: { days: 10 } })
    await move('2027-03-12')
    await tell()
    const sent = await sentSince(from)
    expect(sent).toHaveLength(MEMBERS.length)
    expect(sent[0]?.text).toContain('la riunione della Rete è spostata')
    expect(sent[0]?.text).toContain('comunicati prima non valgono più.')
    expect(await calendarOf(sent[0])).toContain('SEQUENCE:1')
  })
})

describe('recording the network’s meeting (art. 4)', () => {
  const record = async (change: (told: { bodies: string[]; items: object[] }) => void = () => undefined) => {
    const task = await scenario.steps.open('Task_RecordNetworkMeeting', { cycleId, meetingId })
    const agenda = await database.stores.meetings.agenda(meetingId)
    const members = await database.stores.network.members()
    const told = {
      endTime: '11:30',
      bodies: members.slice(0, 3).map(({ id }) => String(id)),
      items: agenda.map(({ id }) => ({ agendaItemId: id, discussion: 'Se ne è parlato.' })),
    }
    change(told)
    return scenario.steps.complete(scenario.owner, task, told)
  }

  it('waits for its beginning, and takes bodies of the network and every item alone', async () => {
    await expect(record()).rejects.toMatchObject({ code: 'MEETING_NOT_HELD_YET' })
    database.setNow('2027-03-12T11:00:00Z')
    await expect(record((told) => told.bodies.push('nobody'))).rejects.toMatchObject(
      problems(['NOT_A_MEMBER']),
    )
    await expect(record((told) => told.items.pop())).rejects.toMatchObject(problems(['OTHER_ITEMS']))
  })

  it('gives minutes with the bodies that were there and what was said, and no vote', async () => {
    await record()
    expect(await scenario.steps.jobAgain(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: true, deferred: false },
    })
    const [minutes] = await database.knex('documents').where({ kind: 'minutes', subject_id: meetingId })
    expect(minutes?.title).toBe('Verbale della Rete, 12/03/2027, ore 10:00')
    const there = await database.stores.meetings.attendingBodies(meetingId)
    expect(there).toHaveLength(3)
    expect(await database.stores.meetings.decisionsOf(meetingId)).toEqual([])
  })

  it('lets the network be convened again, and called off', async () => {
    ;({ meetingId } = await convene('2027-03-30'))
    await tell()
    const from = (await sentSince(0)).length
    await database.run(scenario.owner, cancelMeeting, { meetingId, reason: 'Neve' })
    await tell()
    const sent = await sentSince(from)
    expect(sent).toHaveLength(MEMBERS.length)
    expect(sent[0]?.text).toContain('la riunione della Rete convocata per il 30/03/2027')
    expect(await calendarOf(sent[0])).toContain('METHOD:CANCEL')
  })
})
