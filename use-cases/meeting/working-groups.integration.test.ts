import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import type { MeetingInput } from '../../tasks/meeting/meeting-input.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { conveneCommittee } from './convene-committee.ts'
import { proposeWorkingGroup, withdrawWorkingGroup } from './propose-working-group.ts'
import { attachReportFile, reportOnWorkingGroup } from './report-on-working-group.ts'

const day = (text: string) => localDateSchema.parse(text)
const REFERENT = demoPersonId('TITULAR_CCIAA')
const OUTSIDE = { name: 'Anna Rossi', organisation: 'Cooperativa Esempio', email: 'anna@esempio.example' }
const BODY = demoNetwork.bodies.find(({ memberSince }) => memberSince !== null)!

let database: TestDatabase
let scenario: GuidanceMeeting
let groupId: string
let meetingId: string

beforeAll(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  scenario = await createGuidanceMeeting(database)
}, 90_000)
afterAll(() => database.close())

const propose = async (said: object = {}, actor = scenario.owner) => {
  const { workingGroupId } = await database.run(actor, proposeWorkingGroup, {
    ...{ name: 'Nidi', purpose: 'Approfondire i servizi per la prima infanzia', referentId: REFERENT },
    ...{ holders: [demoPersonId('TITULAR_CGIL'), REFERENT], people: [], bodies: [BODY.taxCode] },
    ...{ contacts: [OUTSIDE], reportDueOn: day('2027-06-30'), endsOn: null },
    ...said,
  })
  return workingGroupId
}
const convene = async (date: string, said: object) => {
  const { cycleId } = scenario
  ;({ meetingId } = await database.run(scenario.owner, conveneCommittee, {
    ...{ cycleId, date: day(date), startTime: '10:00', endTime: '12:00', place: 'Sala Grande' },
    ...{ constitutes: [], hears: [], dissolves: [], agenda: [], ...said },
  }))
  const from = (await scenario.mails()).length
  await scenario.steps.jobAgain(sendConvocation, { cycleId, meetingId })
  return (await scenario.mails()).slice(from)
}
/* The committee meets at the time that stands, and what it decides has its effect. */
const hold = async (at: string, change: (told: MeetingInput) => void = () => undefined) => {
  const { cycleId } = scenario
  database.setNow(at)
  const task = await scenario.steps.open('Task_RecordMeeting', { cycleId, meetingId })
  const told = await sittingOf(database.stores, meetingId, change)
  await scenario.steps.complete(scenario.owner, task, { ...told })
  const from = (await scenario.mails()).length
  await scenario.steps.jobAgain(drawUpMinutes, { cycleId, meetingId })
  return (await scenario.mails()).slice(from)
}
const statusOf = async (id: string) => (await database.stores.workingGroups.find(id))?.status
const agenda = () => database.stores.meetings.agenda(meetingId)
const referent = () => scenario.steps.actor(REFERENT, 'COMMITTEE_MEMBER')

describe('proposing a working group (art. 5)', () => {
  it.each<[string, object, string]>([
    ['a referent outside the committee', { referentId: demoPersonId('CASE_OFFICER_1') }, 'NOT_IN_COMMITTEE'],
    ['a member said to sit in the committee', { holders: [demoPersonId('FINANCE_1')] }, 'NOT_IN_COMMITTEE'],
    ['a person that the register does not know', { people: ['RSSMRA80A01F205X'] }, 'UNKNOWN'],
    ['a body that it does not know', { bodies: ['12345678903'] }, 'NEW'],
    ['a report that is due already', { reportDueOn: day('2027-02-28') }, 'PAST'],
    ['a last day that is past', { endsOn: day('2027-02-28') }, 'PAST'],
  ])('refuses %s', async (_, said, code) => {
    await expect(propose(said)).rejects.toMatchObject(problems([code]))
  })

  it('is who convenes’ alone, and is taken back until an agenda has it', async () => {
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
    await expect(propose({}, officer)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const id = await propose()
    await database.run(scenario.owner, withdrawWorkingGroup, { workingGroupId: id })
    expect(await statusOf(id)).toBe('WITHDRAWN')
    await expect(convene('2027-03-08', { constitutes: [id] })).rejects.toMatchObject(
      problems(['NOT_WAITING']),
    )
  })
})

describe('constituting a working group (art. 5)', () => {
  it('is on no agenda where its referent has left the committee since', async () => {
    const id = await propose({ name: 'Cura' })
    const holds = { person_id: REFERENT, role: 'COMMITTEE_MEMBER' }
    const { ends_on: until = null } = (await database.knex('functions').where(holds).first('ends_on')) ?? {}
    await database.arrange((tx) => tx('functions').where(holds).update({ ends_on: '2027-02-20' }))
    const refused = convene('2027-03-08', { constitutes: [id] })
    await expect(refused).rejects.toMatchObject(problems(['NOT_IN_COMMITTEE']))
    await database.arrange((tx) => tx('functions').where(holds).update({ ends_on: until }))
    await database.run(scenario.owner, withdrawWorkingGroup, { workingGroupId: id })
  })

  it('is an item of the committee’s own agenda, with purpose, referent and who takes part; these are told of it alone', async () => {
    groupId = await propose()
    const other = await propose({ name: 'Tempi', contacts: [] })
    const sent = await convene('2027-03-08', { constitutes: [groupId, other] })
    const [item] = await agenda()
    expect(item).toMatchObject({ kind: 'GROUP_CONSTITUTION', workingGroupId: groupId })
    for (const said of [
      'Finalità: Approfondire i servizi per la prima infanzia',
      'che riferisce al Comitato entro il 30/06/2027',
      'Anna Rossi (Cooperativa Esempio)',
      'finché il Comitato non lo scioglie',
    ])
      expect(item?.explanation).toContain(said)
    const notice = sent.find(({ to }) => to[0] === OUTSIDE.email)
    expect(notice?.text).toContain('«Nidi»')
    expect(notice?.text).not.toContain('«Tempi»')
    expect(notice?.attachments).toEqual([])
    await expect(
      database.run(scenario.owner, withdrawWorkingGroup, { workingGroupId: groupId }),
    ).rejects.toMatchObject({ code: 'GROUP_ON_AGENDA' })
  })

  it('needs the majority of those present; those who take part are told once', async () => {
    const seats = await database.stores.network.seats(day('2027-03-08'))
    const sent = await hold('2027-03-08T12:00:00Z', ({ items, votes }) => {
      for (const { id } of seats.slice(0, Math.ceil(seats.length / 2)))
        votes.push({ agendaItemId: items[1]!.agendaItemId, seatId: id, choice: 'AGAINST' })
    })
    expect(await statusOf(groupId)).toBe('CONSTITUTED')
    const rejected = (await agenda())[1]!.workingGroupId!
    expect(await statusOf(rejected)).toBe('REJECTED')
    const told = sent.filter(({ subject }) => subject === 'Gruppo di lavoro «Nidi»: costituito')
    expect(told.map(({ to }) => to[0])).toEqual(expect.arrayContaining([OUTSIDE.email, BODY.email]))
    expect(told).toHaveLength(4)
    expect(sent.filter(({ subject }) => subject.includes('Tempi'))).toEqual([])
  })
})

describe('the referent’s report (art. 5)', () => {
  const report = async (actor = referent()) =>
    database.run(await actor, reportOnWorkingGroup, { workingGroupId: groupId, text: 'Servono posti.' })
  const termsOf = async () => {
    const { terms } = await database.reads.home.find(await referent(), database.clock.now())
    return terms.filter(({ kind }) => kind === 'GROUP_REPORT')
  }

  it('is owed by its day, at the referent’s home, until it is handed in', async () => {
    expect(await termsOf()).toMatchObject([
      { id: groupId, what: 'Nidi', at: new Date('2027-06-30T21:59:59Z'), cycleId: null },
    ])
  })

  it('is the referent’s alone, of a group that the committee constituted', async () => {
    await expect(
      report(scenario.steps.actor(demoPersonId('TITULAR_CGIL'), 'COMMITTEE_MEMBER')),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const proposed = await propose({ name: 'Altro' })
    await expect(
      database.run(await referent(), reportOnWorkingGroup, { workingGroupId: proposed, text: 'x' }),
    ).rejects.toMatchObject({ code: 'GROUP_NOT_CONSTITUTED' })
    await database.run(scenario.owner, withdrawWorkingGroup, { workingGroupId: proposed })
  })

  it('is heard on a later agenda with its file, noted without a vote, and stands in those minutes', async () => {
    const file = {
      ...{ fileName: 'esiti.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64), sizeBytes: 10 },
      ...{ content: 'pdf' as const, enclosed: null, signature: 'NONE' as const, signs: [] },
    }
    await expect(
      database.run(await referent(), attachReportFile, {
        ...{ workingGroupId: groupId, file: { ...file, content: 'xml', fileName: 'esiti.xml' } },
      }),
    ).rejects.toMatchObject({ code: 'FILE_TYPE_MISMATCH' })
    await database.run(await referent(), attachReportFile, { workingGroupId: groupId, file })
    const { reportId } = await report()
    expect(await termsOf()).toEqual([])
    const sent = await convene('2027-03-20', { hears: [reportId] })
    expect(sent.some(({ text }) => text.includes('Servono posti.'))).toBe(true)
    const [item] = await agenda()
    expect(item).toMatchObject({ kind: 'GROUP_REPORT' })
    expect(item?.explanation).toContain(`Allegato: esiti.pdf, impronta sha-256 ${file.sha256}`)
    await hold('2027-03-20T12:00:00Z', ({ items }) => {
      items[0] = { ...items[0]!, outcome: 'NOTED' }
    })
    expect(await database.stores.meetings.decisionsOf(meetingId)).toEqual([])
    expect(await database.stores.workingGroups.toHear()).toEqual([])
    const own = await database.reads.workingGroups.find(await referent(), groupId)
    expect(own?.items.map(({ kind }) => kind)).toEqual(['GROUP_CONSTITUTION', 'GROUP_REPORT'])
  })
})

describe('dissolving a working group (art. 5)', () => {
  it('is the committee’s vote too: refused it lasts, put off it comes back, passed it is over and told', async () => {
    await convene('2027-03-30', { dissolves: [groupId] })
    expect(await database.stores.workingGroups.toDissolve()).toEqual([])
    const seats = await database.stores.network.seats(day('2027-03-30'))
    await hold('2027-03-30T12:00:00Z', ({ items, votes }) => {
      for (const { id } of seats)
        votes.push({ agendaItemId: items[0]!.agendaItemId, seatId: id, choice: 'AGAINST' })
    })
    expect(await statusOf(groupId)).toBe('CONSTITUTED')
    await convene('2027-04-10', { dissolves: [groupId] })
    await hold('2027-04-10T12:00:00Z', ({ items }) => {
      items[0] = { ...items[0]!, outcome: 'DEFERRED' }
    })
    expect(await database.stores.workingGroups.toDissolve()).toEqual([])
    await convene('2027-04-20', {})
    const sent = await hold('2027-04-20T12:00:00Z')
    expect(await statusOf(groupId)).toBe('DISSOLVED')
    expect(sent.map(({ subject }) => subject)).toContain('Gruppo di lavoro «Nidi»: sciolto')
  })

  it.each([
    ['its purpose', 'working_groups', { purpose: 'altro' }],
    ['who takes part', 'working_group_members', { name: 'altri' }],
    ['a report that was handed in', 'working_group_reports', { text: 'altro' }],
  ] as const)(
    'bends nothing of %s afterwards, in the database too (art. 5, 7)',
    async (_, table, changed) => {
      await expect(database.knex(table).update(changed)).rejects.toThrow('stays')
    },
  )

  it('leaves its referent the last report, which is one also where it is sent twice at once', async () => {
    const handIn = async () =>
      database.run(await referent(), reportOnWorkingGroup, {
        ...{ workingGroupId: groupId, text: 'Esiti finali.' },
      })
    const [{ reportId }, again] = await Promise.all([handIn(), handIn()])
    expect(again).toEqual({ reportId })
    expect((await database.stores.workingGroups.toHear()).map(({ id }) => id)).toEqual([reportId])
  })
})
