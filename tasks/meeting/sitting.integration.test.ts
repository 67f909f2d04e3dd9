import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import {
  against,
  convenedCallMeeting,
  cycleId,
  putOff,
  recordSitting,
} from '../../test/support/call-meeting.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'
import type { MeetingInput } from './meeting-input.ts'

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let meetingId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
  meetingId = await convenedCallMeeting(database, steps)
  database.setNow('2027-03-08T12:00:00Z')
})
afterEach(() => database.close())

const record = (change?: (told: MeetingInput) => void, recorder?: string) =>
  recordSitting({ database, steps, meetingId }, change, recorder)

describe('a sitting on a call', () => {
  it('puts an item off by the majority of those present: it is neither decided nor rejected (art. 7)', async () => {
    const all = demoNetwork.seats.length
    await expect(
      record((told) => {
        putOff(told, 1, 2)
        told.items[1]!.favourable = 1
        told.items[2]!.favourable = 0
      }),
    ).rejects.toMatchObject({ facts: { problems: [{ path: 'items[1].favourable', code: 'COUNT' }] } })
    await record((told) => {
      putOff(told, 1, 2)
      told.items[2]!.favourable = 0
      against(told, 'CISL', 1)
    })
    expect(await steps.job(drawUpMinutes, { cycleId, meetingId })).toEqual({
      variables: { approved: false, deferred: true },
    })
    const decided = (await database.stores.meetings.decisionsOf(meetingId)).map((one) => one.applicationId)
    expect(decided).toEqual(['A-01'])
    const [, item] = await database.stores.meetings.agenda(meetingId)
    const votes = (await database.stores.meetings.votes(meetingId)).filter(
      (one) => one.agendaItemId === item?.id,
    )
    expect([item?.deferral, votes.length]).toEqual(['BY_THOSE_PRESENT', all])
  })

  it('counts a member who leaves midway until then, and a deputy who takes over from then on (art. 5, 7)', async () => {
    await record((told) => {
      const from = told.items[1]?.agendaItemId ?? ''
      told.movements.push(
        { agendaItemId: from, seatId: demoSeatId('CISL'), presence: 'ABSENT' },
        { agendaItemId: from, seatId: demoSeatId('UNIVERSITA'), presence: 'DEPUTY' },
      )
    })
    await steps.job(drawUpMinutes, { cycleId, meetingId })
    const all = demoNetwork.seats.length
    const decisions = await database.stores.meetings.decisionsOf(meetingId)
    expect(decisions.map((one) => one.present)).toEqual([all - 1, all - 1, all - 2])
    const votes = await database.stores.meetings.votes(meetingId)
    const votesOf = (code: string) => votes.filter((one) => one.personId === demoPersonId(code)).length
    expect(['TITULAR_CISL', 'TITULAR_UNIVERSITA', 'DEPUTY_UNIVERSITA'].map(votesOf)).toEqual([1, 1, 2])
  })

  it('says of an excluded person that the room was left only where that was seen (art. 5)', async () => {
    await record((told) => void told.wentOut?.push(demoPersonId('TITULAR_CCIAA')))
    const [first, ...others] = (await database.stores.meetings.itemExclusions(meetingId)).filter(
      (one) => one.personId === demoPersonId('TITULAR_CCIAA'),
    )
    expect([first?.outOfRoom, others.map((one) => one.outOfRoom)]).toEqual([true, [true]])
  })

  it('says of an excluded person who was there, and was not seen to leave, only that there was no vote (art. 5)', async () => {
    await record()
    const exclusions = await database.stores.meetings.itemExclusions(meetingId)
    const out = (code: string) =>
      exclusions.filter((one) => one.personId === demoPersonId(code)).map((one) => one.outOfRoom)
    expect([out('TITULAR_CCIAA'), out('DEPUTY_CCIAA')]).toEqual([
      [false, false],
      [true, true],
    ])
  })
})
