import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import type { MailPayload } from '../../db/platform/outbox.ts'
import {
  against,
  callId,
  convenedCallMeeting,
  cycleId,
  onlyPresent,
  OPEN,
  putOff,
  recordSitting,
  SECRET,
} from '../../test/support/call-meeting.ts'
import { hashOf } from '../../domain/shared/canonical-json.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { sittingOf } from '../../test/support/sitting.ts'
import type { MeetingInput } from './meeting-input.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { secretaryOf, signersText } from '../../documents/meeting/who-signs.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import { sendConvocation } from '../../workers/meeting/send-convocation.ts'
import { RESERVED_ITEM } from '../../documents/meeting/convocation.ts'

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let meetingId: string
const minutesHash = async () => (await database.stores.documents.latest('minutes', meetingId))?.sha256 ?? ''

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
  meetingId = await convenedCallMeeting(database, steps)
})
afterEach(() => database.close())

async function mailTo(code: string): Promise<string> {
  const person = await database.stores.network.findPerson(demoPersonId(code))
  const mails = await database.knex<{ payload: MailPayload }>('outbox').where('kind', 'MAIL').pluck('payload')
  return mails.find((mail) => mail.to.includes(person?.email ?? ''))?.text ?? ''
}

const record = (change?: (told: MeetingInput) => void, recorder?: string) =>
  recordSitting({ database, steps, meetingId }, change, recorder)

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
    expect(data['someItemTooFew']).toBe(voting === 0)
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

describe('the leads of alliances', () => {
  it('are neither invited to a meeting of evaluation, nor see that there is one (art. 5)', async () => {
    await steps.job(sendConvocation, { cycleId, meetingId })
    expect(await mailTo('LEAD_ASSEMI')).toBe('')
    const lead = await steps.actor(demoPersonId('LEAD_ASSEMI'))
    expect(await database.reads.meetings.find(lead, meetingId)).toBeNull()
    expect((await database.reads.meetings.agenda(lead, meetingId)).items).toEqual([])
    expect((await database.reads.meetings.ofCycle(lead, cycleId)).items).toEqual([])
  })
})

describe('the meeting on a call', () => {
  beforeEach(() => database.setNow('2027-03-08T12:00:00Z'))

  it('refuses the vote of an excluded person on the excluded item (art. 5)', async () => {
    await expect(record((told) => against(told, 'CCIAA'))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [{ path: 'votes[0].seatId', code: 'EXCLUDED' }] },
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
    const input = await sittingOf(database.stores, meetingId)
    await expect(steps.complete(owner, task, input)).rejects.toMatchObject({ code: 'CONFLICT_EXCLUDED' })
    await record(undefined, 'TITULAR_ATS_MILANO')
    expect(await database.stores.meetings.find(meetingId)).toMatchObject({ status: 'HELD' })
    const member = await steps.actor(demoPersonId('TITULAR_CISL'))
    await expect(steps.complete(member, task, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('counts as present on an item only those who are not excluded from it (art. 5, 7)', async () => {
    await record()
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: true, deferred: false },
    })
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
    await expect(record((told) => onlyPresent(told, 'CCIAA'))).rejects.toMatchObject(refused)
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('CONVENED')
  })

  it('adjourns such an item when told so, and is not approved: the committee meets again (art. 7)', async () => {
    await record((told) => {
      onlyPresent(told, 'CCIAA')
      putOff(told, 0, 2)
    })
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: false, deferred: true },
    })
    const decisions = await database.stores.meetings.decisionsOf(meetingId)
    expect(decisions.map((one) => [one.applicationId, one.present, one.passed])).toEqual([['A-02', 1, true]])
    const deferrals = (await database.stores.meetings.agenda(meetingId)).map((one) => one.deferral)
    expect(deferrals).toEqual(['NO_VOTERS', null, 'WITH_A_PROJECT'])
    expect(await database.stores.documents.latest('minutes', meetingId)).not.toBeNull()
  })

  it('lets nobody vote who has not declared, not even a deputy (L. 241/1990 art. 6-bis)', async () => {
    await record((told) => {
      for (const one of told.attendances) one.presence = 'DEPUTY'
    })
    const votes = await database.stores.meetings.votes(meetingId)
    expect(votes.filter((one) => one.personId === demoPersonId('DEPUTY_CGIL'))).toEqual([])
  })

  it('writes minutes that the excluded cannot read, and the whole reason in a reserved annex of theirs (art. 5)', async () => {
    await record()
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
    const annex = await database.stores.documents.latest('minutes-annex', meetingId)
    const reads = async (code: string) =>
      database.reads.documents.find(await steps.actor(demoPersonId(code)), annex?.id ?? '')
    expect(await reads('PROCESS_OWNER')).not.toBeNull()
    expect([await reads('TITULAR_CISL'), await reads('CASE_OFFICER_1')]).toEqual([null, null])
    const titular = await steps.actor(demoPersonId('TITULAR_CCIAA'))
    const { items } = await database.reads.meetings.agenda(titular, meetingId)
    expect(items.map((item) => item.title)).not.toContain(SECRET)
    expect(items.filter(({ decision }) => decision !== null)).toHaveLength(1)
  })

  it('makes minutes and annex again to the same bytes, whatever was recorded since (art. 7)', async () => {
    await record()
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const filesOf = () =>
      database.knex('documents').whereLike('kind', 'minutes%').orderBy('kind').select('kind', 'sha256')
    const before = await filesOf()
    expect(before.map((one) => one.kind)).toEqual(['minutes', 'minutes-annex'])
    await database.run(
      await steps.actor(demoPersonId('PROCESS_OWNER')),
      async ({ record }) => {
        await record({ cycleId, action: 'x', subjectId: 'x', facts: {} })
      },
      {},
    )
    await steps.jobAgain(drawUpMinutes, { cycleId, meetingId })
    expect(await filesOf()).toEqual(before)
  })

  it('name who recorded the meeting as who keeps them, and no other process owner signs so (art. 7)', async () => {
    await record()
    const kept = await database.stores.workItems.lastCompletion('Task_RecordMeeting', meetingId)
    expect(secretaryOf({ keptBy: kept })).toBe('Responsabile del procedimento')
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const other = demoPersonId('CASE_OFFICER_2')
    await steps.hold(other, { role: 'PROCESS_OWNER' })
    const signing = async () =>
      steps.complete(
        await steps.actor(other, 'PROCESS_OWNER'),
        await steps.open('Task_SignMinutes', { cycleId, meetingId }),
        { capacity: 'SECRETARY', confirmed: true, minutesSha256: await minutesHash() },
      )
    await expect(signing()).rejects.toMatchObject({ code: 'NOT_WHO_RECORDED' })
    await steps.release(demoPersonId('PROCESS_OWNER'), 'PROCESS_OWNER')
    await signing()
    expect(await signersText(database.stores, meetingId)).toBe(' (firmato da Istruttore B, segretario)')
  })

  it('are signed by who presided and by who kept them, two people, before an act cites them (art. 7, 8)', async () => {
    await record()
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const minutesSha256 = await minutesHash()
    const sign = async (code: string, capacity: 'CHAIR' | 'SECRETARY', read = minutesSha256) =>
      steps.complete(
        await steps.actor(demoPersonId(code)),
        await steps.open('Task_SignMinutes', { cycleId, meetingId }),
        { capacity, confirmed: true, minutesSha256: read },
      )
    const other = sign('PROCESS_OWNER', 'SECRETARY', hashOf({}))
    await expect(other).rejects.toMatchObject({ code: 'DOCUMENT_CHANGED' })
    expect(await database.stores.meetings.signatures(meetingId)).toEqual([])
    await sign('PROCESS_OWNER', 'SECRETARY')
    await expect(sign('PROCESS_OWNER', 'SECRETARY')).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    await expect(sign('PROCESS_OWNER', 'CHAIR')).rejects.toMatchObject({ code: 'NOT_WHO_CHAIRED' })
    await expect(sign('TITULAR_CISL', 'CHAIR')).rejects.toThrow()
    await expect(sign('DEPUTY_ATS_MILANO', 'CHAIR')).rejects.toMatchObject({ code: 'NOT_WHO_CHAIRED' })
    const chair = { meeting_id: meetingId, capacity: 'CHAIR' as const, signed_at: new Date() }
    const byOne = {
      ...chair,
      person_id: demoPersonId('PROCESS_OWNER'),
      document_sha256: minutesSha256,
    }
    await expect(database.knex('minutes_signatures').insert(byOne)).rejects.toThrow('two_people')
    await sign('TITULAR_ATS_MILANO', 'CHAIR')
    expect(await database.stores.meetings.signatures(meetingId)).toHaveLength(2)
  })
})
