import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import type { SittingRules } from '../../domain/call/configuration.ts'
import { localDateSchema } from '../../domain/shared/local-date.ts'
import {
  callId,
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

const ALL = demoNetwork.seats.length
const on = localDateSchema.parse('2027-03-01')

let database: TestDatabase
let steps: ReturnType<typeof createSteps>
let meetingId: string

beforeEach(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  steps = createSteps(database)
})
afterEach(() => database.close())

async function convened(rules: Partial<SittingRules>): Promise<void> {
  meetingId = await convenedCallMeeting(database, steps, rules)
  database.setNow('2027-03-08T12:00:00Z')
}
const record = (change?: (told: MeetingInput) => void) =>
  recordSitting({ database, steps, meetingId }, change)
const minutes = () => steps.job(drawUpMinutes, { cycleId, meetingId })

/* The CCIAA alone is kept from the first project, and so from the ranking; titular and deputy both. */
const ranking = async () => (await database.stores.meetings.agenda(meetingId))[2]!

describe('a meeting on a call with a minimum of seats in the room (art. 5, 7)', () => {
  it('never passes the ranking below it: the item is put off, and the committee meets again', async () => {
    await convened({ roomMinimum: 2 })
    const two = (told: MeetingInput): void => {
      for (const { seatId } of told.attendances)
        if (seatId !== demoSeatId('CCIAA') && seatId !== demoSeatId('CISL')) {
          const one = told.attendances.find((other) => other.seatId === seatId)
          if (one !== undefined) one.presence = 'ABSENT'
        }
    }
    await expect(record(two)).rejects.toMatchObject({
      code: 'ROOM_BELOW_MINIMUM',
      facts: { items: '1, 3', minimum: 2 },
    })
    expect((await database.stores.meetings.find(meetingId))?.status).toBe('CONVENED')
    await record((told) => {
      two(told)
      putOff(told, 0, 2)
      for (const index of [0, 2]) told.items[index]!.favourable = 0
    })
    expect(await minutes()).toEqual({ variables: { approved: false, deferred: true } })
    expect(await ranking()).toMatchObject({ kind: 'RANKING', deferral: 'WITH_A_PROJECT' })
    const decided = (await database.stores.meetings.decisionsOf(meetingId)).map((one) => one.applicationId)
    expect(decided).toEqual(['A-02'])
  })

  it('notes a ranking that follows the votes on the projects, and goes on (art. 6)', async () => {
    await convened({ roomMinimum: 2, rankingDecision: 'FOLLOWS_PROJECTS' })
    await expect(record()).rejects.toMatchObject({
      facts: { problems: [{ path: 'items[2].outcome', code: 'OUTCOME' }] },
    })
    await record((told) => {
      told.items[2]!.outcome = 'NOTED'
    })
    expect(await minutes()).toEqual({ variables: { approved: true, deferred: false } })
    const votes = await database.stores.meetings.votes(meetingId)
    const item = await ranking()
    expect(votes.filter((one) => one.agendaItemId === item.id)).toEqual([])
    expect(await database.stores.meetings.decisionsOf(meetingId)).toHaveLength(2)
  })

  it('a room emptied by one who is excluded is told before it is convened, with the remedies', async () => {
    await convened({ roomMinimum: ALL })
    const task = await steps.open('Task_ConveneMeeting', { cycleId, meetingId })
    const { data } = await steps.load(await steps.actor(demoPersonId('PROCESS_OWNER')), task)
    expect(data).toMatchObject({ someItemTooFew: true })
    expect(data['agenda']).toContain(`(possono votare ${ALL - 1} seggi su ${ALL}; ne servono ${ALL} in aula)`)
    expect(data['remedies']).toContain('resta assente dall’intera riunione')
  })
})

describe('who could vote is foreseen from the closing on (art. 5, 7)', () => {
  const foreseen = async (code: string) => {
    const overview = await database.reads.evaluation.overview(await steps.actor(demoPersonId(code)), callId, {
      on,
    })
    const items = overview?.panels.items.map((one) => [one.applicationId, one.voters])
    return overview && { items, ranking: overview.sitting.voters, seats: overview.sitting.seats }
  }

  it.each([
    ['whose titular is not excluded', 'ABSENCE', ALL - 1, ALL - 1],
    ['whose deputy is not, where the call lets one sit', 'ABSENCE_OR_EXCLUSION', ALL, ALL],
  ] as const)('as the seats %s', async (_which, deputyFor, project, all) => {
    await convened({ deputyFor })
    await database.knex('exclusions').where('person_id', demoPersonId('DEPUTY_CCIAA')).delete()
    expect(await foreseen('PROCESS_OWNER')).toEqual({
      items: [
        ['A-01', project],
        ['A-02', ALL],
      ],
      ranking: all,
      seats: ALL,
    })
  })

  it('as if everybody declared, before anybody is asked; without those who let the term pass', async () => {
    await convened({})
    const titular = demoPersonId('TITULAR_CISL')
    await database.arrange((tx) =>
      tx('conflict_declarations').where('person_id', titular).update({ status: 'LAPSED' }),
    )
    expect((await foreseen('PROCESS_OWNER'))?.ranking).toBe(ALL - 2)
    await database.arrange((tx) => tx('conflict_declarations').delete())
    expect((await foreseen('PROCESS_OWNER'))?.ranking).toBe(ALL - 1)
  })

  it('as numbers alone: a process owner kept from a project reads none on it, the true one on the ranking', async () => {
    await convened({})
    await database.knex('exclusions').insert({
      ...{ call_id: callId, application_id: 'A-01', cause_application_id: 'A-01' },
      person_id: demoPersonId('PROCESS_OWNER'),
      ...{ basis: 'PARTNER_OWN', source: 'COMPUTED', path: '[]', full_reason: 'x', own_reason: 'x' },
      excluded_at: database.clock.now(),
    })
    expect(await foreseen('PROCESS_OWNER')).toEqual({ items: [['A-02', ALL]], ranking: ALL - 1, seats: ALL })
    expect(await foreseen('TITULAR_CISL')).toBeNull()
    expect((await foreseen('TITULAR_ATS_MILANO'))?.ranking).toBe(ALL - 1)
  })
})
