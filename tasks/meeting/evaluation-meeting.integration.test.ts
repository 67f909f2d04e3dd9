import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import { newId } from '../../domain/shared/ids.ts'
import { insertAdmitted, insertClosedCall } from '../../test/support/closed-call.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { RESERVED_ITEM } from '../../documents/meeting/convocation.ts'

const cycleId = 'cycle'
const callId = 'call'
const SECRET = 'Esame del progetto di A.S.S.E.MI.'
const OPEN = 'Esame del progetto di Sercop'

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let meetingId: string

/* CCIAA is partner of the first application; the deputy of CGIL never declared; everybody else did. */
async function insertConflicts(): Promise<void> {
  const at = database.clock.now()
  for (const code of ['TITULAR_CCIAA', 'DEPUTY_CCIAA'] as const)
    await database.knex('exclusions').insert({
      call_id: callId,
      application_id: 'A-01',
      cause_application_id: 'A-01',
      person_id: demoPersonId(code),
      seat_id: demoSeatId('CCIAA'),
      basis: 'PARTNER_OWN',
      source: 'COMPUTED',
      path: '[]',
      full_reason: 'La CCIAA è partner del progetto A-01',
      own_reason: 'Il tuo ente è partner',
      excluded_at: at,
    })
  const declarers = demoNetwork.seats.flatMap(({ body }) => [`TITULAR_${body}`, `DEPUTY_${body}`])
  for (const code of declarers.filter((one) => one !== 'DEPUTY_CGIL'))
    await database.arrange((tx) =>
      tx('conflict_declarations').insert({
        id: `declaration-${code}`,
        call_id: callId,
        seat_id: demoSeatId(demoNetwork.seats.find(({ body }) => code.endsWith(`_${body}`))?.body ?? 'CCIAA'),
        person_id: demoPersonId(code),
        status: 'DECLARED',
        declared_at: at,
      }),
    )
}

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
  await loadDemoNetwork(database.stores)
  await insertClosedCall(database, { cycleId, callId })
  await insertAdmitted(database, { id: 'A-01', callId, lead: 'ASSEMI' })
  await insertAdmitted(database, { id: 'A-02', callId, lead: 'SERCOP' })
  await insertConflicts()
  meetingId = newId()
  await database.stores.meetings.schedule({
    id: meetingId,
    cycleId,
    stage: 'EVALUATION',
    subjectId: callId,
    items: [
      { title: SECRET, kind: 'APPLICATION', applicationId: 'A-01' },
      { title: OPEN, kind: 'APPLICATION', applicationId: 'A-02' },
      { title: 'Approvazione della graduatoria', kind: 'RANKING' },
    ],
  })
  const task = await steps.open('Task_ConveneMeeting', { cycleId, meetingId })
  await steps.complete(await steps.actor(demoPersonId('PROCESS_OWNER')), task, {
    date: '2027-03-08',
    startTime: '10:00',
    endTime: '13:00',
    place: 'Corso Italia 52, Milano',
  })
})
afterEach(() => database.close())

async function mailTo(code: string): Promise<string> {
  const person = await database.stores.network.findPerson(demoPersonId(code))
  const mails = await database.knex<{ payload: MailPayload }>('outbox').where('kind', 'MAIL').pluck('payload')
  return mails.find((mail) => mail.to.includes(person?.email ?? ''))?.text ?? ''
}

async function record(
  { against = [], adjourned = [] }: { against?: string[]; adjourned?: number[] },
  {
    presence = 'TITULAR',
    recorder = 'PROCESS_OWNER',
    only,
  }: {
    presence?: 'TITULAR' | 'DEPUTY'
    recorder?: string
    only?: Parameters<typeof demoSeatId>[0]
  } = {},
) {
  const owner = await steps.actor(demoPersonId(recorder))
  const task = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
  const { data } = await steps.load(owner, task)
  const attendances = (data['attendances'] as { seatId: string }[]).map(({ seatId }) => ({
    seatId,
    presence: only === undefined || seatId === demoSeatId(only) ? presence : 'ABSENT',
  }))
  const items = (data['items'] as { agendaItemId: string }[]).map(({ agendaItemId }, index) => ({
    ...{ agendaItemId, discussion: 'Discusso.', against: [], abstained: [] },
    ...(index === 0 ? { against } : {}),
    adjourned: adjourned.includes(index),
  }))
  await steps.complete(owner, task, { endTime: '12:30', attendances, items })
}

describe('the convocation to a meeting on a call', () => {
  it.each([1, 0])('shows before it is sent that %d seats may vote on an item (art. 5)', async (voting) => {
    const silent = voting === 0 ? [] : ['declaration-TITULAR_CISL']
    await database.arrange((tx) =>
      tx('conflict_declarations').whereNotIn('id', silent).update({ status: 'LAPSED' }),
    )
    const task = await steps.open('Task_ConveneMeeting', { cycleId, meetingId })
    const { data } = await steps.load(await steps.actor(demoPersonId('PROCESS_OWNER')), task)
    expect(data['agenda']).toContain(
      `1. ${SECRET} (possono votare ${voting} seggi su ${demoNetwork.seats.length})`,
    )
    expect(data['someItemWithoutVoters']).toBe(voting === 0)
  })

  it('reaches an excluded person without a word of the application that a conflict hides (art. 5)', async () => {
    await steps.job(sendConvocation, { cycleId, meetingId })
    for (const code of ['TITULAR_CCIAA', 'DEPUTY_CCIAA'] as const) {
      expect(await mailTo(code)).toContain(`1. ${RESERVED_ITEM}\n2. ${OPEN}`)
      expect(await mailTo(code)).not.toContain('A.S.S.E.MI.')
    }
    expect(await mailTo('TITULAR_CISL')).toContain(`1. ${SECRET}\n2. ${OPEN}`)
  })

  it('hides every application from a member who has not declared (L. 241/1990 art. 6-bis)', async () => {
    await steps.job(sendConvocation, { cycleId, meetingId })
    expect(await mailTo('DEPUTY_CGIL')).toContain(`1. ${RESERVED_ITEM}\n2. ${RESERVED_ITEM}`)
  })
})

describe('the meeting on a call', () => {
  beforeEach(() => database.setNow('2027-03-08T12:00:00Z'))

  it('refuses the vote of an excluded person on the excluded item (art. 5)', async () => {
    await expect(record({ against: [demoSeatId('CCIAA')] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [{ path: 'items[0].against[0]', code: 'EXCLUDED' }] },
    })
  })

  it('is recorded by the chair where the process owner is excluded from an item (art. 5, 7)', async () => {
    const owner = await steps.actor(demoPersonId('PROCESS_OWNER'))
    await database.knex('exclusions').insert({
      ...{ call_id: callId, application_id: 'A-02', cause_application_id: 'A-02', person_id: owner.personId },
      ...{ basis: 'PARTNER_OWN', source: 'COMPUTED', path: '[]', full_reason: 'x', own_reason: 'x' },
      excluded_at: database.clock.now(),
    })
    const task = await steps.open('Task_RecordMeeting', { cycleId, meetingId })
    expect((await database.reads.inbox.openTasks(owner)).items.map((one) => one.id)).not.toContain(task)
    const input = { endTime: '12:30', attendances: [], items: [] }
    await expect(steps.complete(owner, task, input)).rejects.toMatchObject({ code: 'CONFLICT_EXCLUDED' })
    await record({}, { recorder: 'TITULAR_ATS_MILANO' })
    expect(await database.stores.meetings.find(meetingId)).toMatchObject({ status: 'HELD' })
    const member = await steps.actor(demoPersonId('TITULAR_CISL'))
    await expect(steps.complete(member, task, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('counts as present on an item only those who are not excluded from it (art. 5, 7)', async () => {
    await record({})
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({ variables: { approved: true } })
    const decisions = await database.stores.meetings.decisionsOf(meetingId)
    const all = demoNetwork.seats.length
    expect(decisions.map((one) => [one.kind, one.present])).toEqual([
      ['APPLICATION', all - 1],
      ['APPLICATION', all],
      ['RANKING', all - 1],
    ])
  })

  it('refuses to decide an item on which nobody present may vote: not decided is not rejected (art. 5, 7)', async () => {
    const refused = { code: 'ITEM_WITHOUT_VOTERS', facts: { items: '1, 3' } }
    await expect(record({}, { only: 'CCIAA' })).rejects.toMatchObject(refused)
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('CONVENED')
  })

  it('adjourns such an item when told so, and is not approved: the committee meets again (art. 7)', async () => {
    await expect(record({ adjourned: [0, 1, 2] }, { only: 'CCIAA' })).rejects.toMatchObject({
      facts: { problems: [{ path: 'items[1].adjourned', code: 'HAS_VOTERS' }] },
    })
    await record({ adjourned: [0, 2] }, { only: 'CCIAA' })
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({ variables: { approved: false } })
    const decisions = await database.stores.meetings.decisionsOf(meetingId)
    expect(decisions.map((one) => [one.applicationId, one.present, one.passed])).toEqual([['A-02', 1, true]])
    expect(await database.stores.documents.latest('minutes', meetingId)).not.toBeNull()
  })

  it('lets nobody vote who has not declared, not even a deputy (L. 241/1990 art. 6-bis)', async () => {
    await record({}, { presence: 'DEPUTY' })
    const votes = await database.stores.meetings.votes(meetingId)
    expect(votes.filter((one) => one.personId === demoPersonId('DEPUTY_CGIL'))).toEqual([])
  })

  it('writes the whole reason in minutes that the excluded cannot read (art. 5)', async () => {
    await record({})
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const exclusions = await database.stores.meetings.itemExclusions(meetingId)
    expect(exclusions.map((one) => one.reason)).toContain('La CCIAA è partner del progetto A-01')
    const minutes = await database.stores.documents.latest('minutes', meetingId)
    const read = async (code: string) =>
      database.reads.documents.find(await steps.actor(demoPersonId(code)), minutes?.id ?? '')
    expect(await read('TITULAR_CCIAA')).toBeNull()
    expect(await read('DEPUTY_CGIL')).toBeNull()
    expect(await read('LEAD_ASSEMI')).toBeNull()
    expect(await read('TITULAR_CISL')).not.toBeNull()
    const titular = await steps.actor(demoPersonId('TITULAR_CCIAA'))
    const { items } = await database.reads.meetings.agenda(titular, meetingId)
    expect(items.map((item) => item.title)).not.toContain(SECRET)
    expect(items.filter(({ decision }) => decision !== null)).toHaveLength(1)
  })
})
