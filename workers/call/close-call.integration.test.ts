import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { drawSample, sampleSeed } from '../../domain/call/declaration-sample.ts'
import { closedAt } from '../../domain/call/window.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { recordDeclarationCheck } from '../../use-cases/call/record-declaration-check.ts'
import { closeCall } from './close-call.ts'

let database: TestDatabase
let scenario: CallScenario
let callId: string
const submitting = demoAlliances.slice(0, 3)

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  callId = (await scenario.openCall()).id
  for (const alliance of submitting)
    await scenario.submit(await scenario.draft(callId, alliance), alliance.lead)
}, 60_000)
afterAll(() => database.close())

const drawn = () => database.knex('drawn_applications').orderBy('place').select('application_id', 'place')

describe('the sample of self-declarations that a call’s closing draws (DPR 445/2000 art. 71)', () => {
  it('is of nobody before', async () => {
    expect((await database.reads.calls.find(withoutFunction('', ''), callId))?.sampleSeed).toBeNull()
  })

  it('is drawn once, from all that was submitted, and anyone draws it again from its seed', async () => {
    database.setNow(closedAt(await database.stores.calls.get(callId)))
    const variables = { cycleId: scenario.cycleId, callId }
    await scenario.steps.job(closeCall, variables, 'close')
    const before = await drawn()
    await scenario.steps.jobAgain(closeCall, variables)
    expect(await drawn()).toEqual(before)
    const submitted = await database.stores.applications.submittedOf(callId)
    const call = await database.stores.calls.get(callId)
    const seed = sampleSeed(call.configurationSha256, submitted)
    expect((await database.reads.calls.find(withoutFunction('', ''), callId))?.sampleSeed).toBe(seed)
    const shareBasisPoints = call.rules.admissibility.sampleBasisPoints
    const again = drawSample(submitted, { seed, shareBasisPoints })
    expect(before).toEqual(again.map(({ id }, index) => ({ application_id: id, place: index + 1 })))
    expect(before).toHaveLength(1)
  })

  it('has the check of each recorded once and for good, by the office, with its evidence', async () => {
    const [one] = await drawn()
    const found = { applicationId: one!.application_id, result: 'CONFIRMED', evidence: 'Visura' } as const
    const check = (more = {}, actor = scenario.owner) =>
      database.run(actor, recordDeclarationCheck, { ...found, ...more })
    const lead = await scenario.leadOf(submitting[0]!.lead)
    await expect(check({}, lead)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(check({ applicationId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect([await check(), await check()]).toEqual([null, null])
    await expect(check({ result: 'NOT_CONFIRMED' })).rejects.toMatchObject({ code: 'CHECK_RECORDED' })
    expect(await database.reads.samples.ofCall(scenario.owner, callId)).toMatchObject([
      { result: 'CONFIRMED', evidence: 'Visura', checkedAt: database.clock.now() },
    ])
    expect(await database.owner('audit_entries').where({ action: 'check-declarations' })).toHaveLength(1)
    const changed = database.knex('drawn_applications').update({ check_evidence: 'Altro' })
    await expect(changed).rejects.toThrow('does not change')
  })

  it('is read by nobody but the office', async () => {
    for (const other of [withoutFunction('', ''), await scenario.leadOf(submitting[0]!.lead)])
      expect(await database.reads.samples.ofCall(other, callId)).toEqual([])
  })
})
