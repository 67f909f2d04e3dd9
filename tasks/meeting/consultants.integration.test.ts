import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createGuidanceMeeting, problems } from '../../test/support/guidance-meeting.ts'
import type { GuidanceMeeting } from '../../test/support/guidance-meeting.ts'
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

describe('the leads of alliances, as consultants (art. 5)', () => {
  const lead = () => steps.actor(demoPersonId('LEAD_SERCOP'))
  const letterTo = async (code: string) => {
    const person = await database.stores.network.findPerson(demoPersonId(code))
    return (await meeting.mails()).find((mail) => mail.to.includes(person?.email ?? ''))?.text ?? ''
  }

  it('are invited without a vote, and read the agenda once it is convened', async () => {
    expect(await database.reads.meetings.find(await lead(), meetingId)).toBeNull()
    await meeting.convene()
    await steps.job(sendConvocation, { cycleId, meetingId })
    expect(await letterTo('LEAD_SERCOP')).toContain('in forma consultiva, senza voto')
    expect(await letterTo('LEAD_SERCOP')).toContain('1. Approvazione del documento «Indirizzo»')
    const agenda = await database.reads.meetings.agenda(await lead(), meetingId)
    expect(agenda.items.map((one) => one.title)).toEqual(['Approvazione del documento «Indirizzo»'])
  })

  it('stand in the minutes when they were there, and have no vote', async () => {
    await meeting.convene()
    database.setNow('2027-03-08T11:00:00Z')
    const stranger = (told: MeetingInput) => void (told.consultants = [demoPersonId('TITULAR_CISL')])
    await expect(meeting.record(stranger)).rejects.toMatchObject(problems(['NOT_INVITED']))
    await meeting.record((told) => void (told.consultants = [demoPersonId('LEAD_SERCOP')]))
    const name = (await lead()).displayName
    expect(await database.stores.meetings.consultants(meetingId)).toEqual([name])
    const voters = (await database.stores.meetings.votes(meetingId)).map((one) => one.personId)
    expect(voters).not.toContain(demoPersonId('LEAD_SERCOP'))
  })
})
