import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { against, convenedCallMeeting, cycleId, recordSitting } from '../../test/support/call-meeting.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { drawUpMinutes } from '../../workers/meeting/draw-up-minutes.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase('2027-03-01T09:00:00Z')
  const steps = createSteps(database)
  const meetingId = await convenedCallMeeting(database, steps)
  database.setNow('2027-03-08T12:00:00Z')
  await recordSitting({ database, steps, meetingId }, (told) => against(told, 'CISL', 1))
  await steps.job(drawUpMinutes, { cycleId, meetingId })
  await database.arrange(async (tx) => {
    const at = database.clock.now()
    const [one, two] = [demoPersonId('TITULAR_CISL'), demoPersonId('PROCESS_OWNER')]
    const on = {
      application_id: 'A-02',
      decision: 'NOT_EXCLUDED' as const,
      decision_reason: 'x',
      decided_at: at,
    }
    const told = { call_id: 'call', person_id: one, reason: 'EXPEDIENCY', explanation: 'x', told_by: one }
    await tx('late_conflicts').insert({ id: 'late', ...on, ...told, told_at: at, decided_by: two })
    const tie = { declaration_id: 'declaration-TITULAR_CISL', reason: 'EXPEDIENCY', explanation: 'x' }
    await tx('declared_conflicts').insert({ ...on, ...tie, decided_by: two })
    const decided = {
      application_id: 'A-02',
      outcome: 'ADMITTED' as const,
      reasons: 'x',
      route: 'PROPOSE_ADMISSION',
    }
    await tx('admissibility_decisions').insert({ ...decided, decided_by: two, decided_at: at })
    await tx('sheet_readings').insert({ call_id: 'call', person_id: two, read_at: at })
    const sealed = { call_id: 'call', seal: '{}', seal_sha256: 'x', drawn_up_at: at }
    await tx('rankings').insert({ id: 'ranking', status: 'PROVISIONAL', ...sealed })
  })
}, 120_000)
afterAll(() => database.close())

describe('what was decided stays as it was recorded, whoever writes (art. 5, 6, 7)', () => {
  it.each([
    `update votes set choice = 'FAVOURABLE'`,
    'delete from votes',
    'update decisions set passed = not passed',
    'delete from decisions',
    `update attendances set present_as = 'DEPUTY'`,
    'update item_exclusions set out_of_room = true',
    'delete from item_exclusions',
    'update meetings set approved = not approved',
    `update agenda_items set deferral = 'NO_VOTERS'`,
    `update agenda_items set discussion = 'Altro.'`,
    `update exclusions set full_reason = 'Altro.'`,
    'delete from exclusions',
    `update late_conflicts set decision = 'EXCLUDED'`,
    'delete from late_conflicts',
    `update declared_conflicts set decision = 'EXCLUDED'`,
    `update admissibility_decisions set outcome = 'NOT_ADMITTED'`,
    'delete from sheet_readings',
    `update documents set sha256 = 'x'`,
  ])('%s', async (sql) => {
    await expect(database.knex.raw(sql)).rejects.toMatchObject({ code: '23514' })
  })
})
