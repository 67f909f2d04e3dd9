import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'
import { openCycle } from '../cycle/open-cycle.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { cancelMeeting } from './change-meeting.ts'
import { conveneCommittee } from './convene-committee.ts'

const AGENDA = [
  { title: 'Andamento del Piano', explanation: 'Sei mesi dopo l’avvio', kind: 'INFORMATION' },
  { title: 'Calendario delle azioni', explanation: '', kind: 'MOTION' },
] as const
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

const convene = (
  date: string,
  { actor = scenario.owner, agenda = [...AGENDA] as object[], of = cycleId } = {},
) =>
  database.run(actor, conveneCommittee, {
    ...{ cycleId: of, startTime: '10:00', endTime: '12:00', place: 'Sala Grande' },
    ...{
      date: localDateSchema.parse(date),
      agenda: agenda as never,
      constitutes: [],
      hears: [],
      dissolves: [],
    },
  })
const tell = () => scenario.steps.jobAgain(sendConvocation, { cycleId, meetingId })
const mailsSince = async (from: number) => (await scenario.mails()).slice(from)
const record = async (change: (told: MeetingInput) => void) => {
  const task = await scenario.steps.open('Task_RecordMeeting', { cycleId, meetingId })
  const told = await sittingOf(database.stores, meetingId, change)
  return scenario.steps.complete(scenario.owner, task, { ...told })
}
const committee = () => database.stores.network.seats(localDateSchema.parse('2027-03-01'))
const titles = async () => (await database.stores.meetings.agenda(meetingId)).map(({ title }) => title)

describe('convening the committee on an agenda of its own (art. 7)', () => {
  it('asks for five days of notice, of the lead alone, and for something to treat', async () => {
    await expect(convene('2027-03-05')).rejects.toMatchObject({
      code: 'NOTICE_TOO_SHORT',
      facts: { days: 5, rule: 'art. 7', firstUsefulDay: '2027-03-06' },
    })
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
    await expect(convene('2027-03-08', { actor: officer })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(convene('2027-03-08', { agenda: [] })).rejects.toMatchObject(problems(['EMPTY']))
  })

  it('tells titulars, deputies and leads of alliances by mail, once, with agenda, explanations and place', async () => {
    ;({ meetingId } = await convene('2027-03-08'))
    const seats = await committee()
    const holders = seats.flatMap((seat) => seat.holders.map(({ email }) => email))
    expect(await tell()).toEqual({
      variables: { meetingCancelled: false, ofNetwork: false, meetingStartsAt: '2027-03-08T09:00:00.000Z' },
    })
    await tell()
    const sent = await mailsSince(0)
    expect(sent.map(({ to }) => to[0])).toEqual(expect.arrayContaining(holders))
    for (const { text } of sent) {
      expect(text).toContain('presso: Sala Grande.')
      expect(text).toContain('1. Andamento del Piano\nSei mesi dopo l’avvio\n2. Calendario delle azioni')
    }
    const consultants = sent.filter(({ subject }) => subject.includes('in forma consultiva'))
    expect(consultants).toHaveLength(sent.length - holders.length)
    expect(consultants.length).toBeGreaterThan(0)
  })

  it('is one such meeting at a time, and counts among those of the year', async () => {
    await expect(convene('2027-03-20')).rejects.toMatchObject({ code: 'COMMITTEE_CONVENED' })
    const known = await database.reads.meetings.known(scenario.owner)
    expect(known?.ofCommittee).toEqual(['2027-03-08'])
  })
})

describe('convening it twice at once, in two cycles (art. 7)', () => {
  it('gives one meeting', async () => {
    await database.run(scenario.owner, cancelMeeting, { meetingId, reason: 'Si riconvoca' })
    const other = await database.run(scenario.owner, openCycle, {
      ...{ code: 'C-2028', title: 'Altro ciclo', guidelinesAct: 'DGR di prova' },
      guidanceDueOn: localDateSchema.parse('2028-06-30'),
      endsOn: localDateSchema.parse('2029-12-31'),
      allocations: [{ year: 2028, amountCents: 100 as never }],
    })
    const tried = await Promise.allSettled([
      convene('2027-03-08', { agenda: [] }),
      convene('2027-03-08', { agenda: [], of: other.cycleId }),
    ])
    const [made, ...more] = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(more).toEqual([])
    expect(tried).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'COMMITTEE_CONVENED' }),
    })
    meetingId = made?.meetingId ?? ''
    expect(await titles()).toEqual(AGENDA.map(({ title }) => title))
  })
})

describe('what the committee decides on it (art. 7)', () => {
  it('is by majority of those present; what it hears is noted, what it puts off comes back', async () => {
    database.setNow('2027-03-08T12:00:00Z')
    await expect(record(() => undefined)).rejects.toMatchObject(problems(['OUTCOME']))
    await record(({ items }) => {
      items[0] = { ...items[0]!, outcome: 'NOTED' }
      items[1] = { ...items[1]!, outcome: 'DEFERRED' }
    })
    expect(await scenario.steps.jobAgain(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: false, deferred: true },
    })
    const [minutes] = await database.knex('documents').where({ kind: 'minutes', subject_id: meetingId })
    expect(minutes?.title).toBe('Verbale del Comitato, 08/03/2027, ore 10:00')
    ;({ meetingId } = await convene('2027-03-20', { agenda: [AGENDA[0]] }))
    expect(await titles()).toEqual(['Calendario delle azioni', 'Andamento del Piano'])
  })

  it('comes back whole where the meeting was called off', async () => {
    await database.run(scenario.owner, cancelMeeting, { meetingId, reason: 'Neve' })
    ;({ meetingId } = await convene('2027-03-22', { agenda: [] }))
    expect(await titles()).toEqual(['Calendario delle azioni', 'Andamento del Piano'])
    database.setNow('2027-03-22T12:00:00Z')
    const seats = await committee()
    await record(({ items, votes }) => {
      items[1] = { ...items[1]!, outcome: 'NOTED' }
      const [item] = items
      for (const { id } of seats.slice(0, 2))
        votes.push({ agendaItemId: item!.agendaItemId, seatId: id, choice: 'ABSTAINED' })
    })
    await scenario.steps.jobAgain(drawUpMinutes, { cycleId, meetingId })
    const [decision, ...more] = await database.stores.meetings.decisionsOf(meetingId)
    expect(decision).toMatchObject({ kind: 'MOTION', abstained: 2, passed: true })
    expect(more).toEqual([])
    expect(await database.stores.meetings.comingBack()).toEqual([])
  })
})
