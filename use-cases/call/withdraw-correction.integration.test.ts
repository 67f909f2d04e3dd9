import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { CallConfiguration } from '../../domain/call/configuration.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { proposalFor } from '../../test/support/ranked-call.ts'
import { confirmCorrectionWithdrawn } from '../../workers/call/confirm-correction-withdrawn.ts'
import { proposeCorrectionAct } from '../../workers/call/propose-correction-act.ts'
import { loadCorrectionDraft } from './load-correction-draft.ts'
import { proposeCorrection } from './propose-correction.ts'
import { withdrawCorrection } from './withdraw-correction.ts'

let database: TestDatabase
let scenario: CallScenario
let callId: string
let written: CallConfiguration

beforeEach(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  callId = call.id
  written = structuredClone(call.configuration)
  written.window.value.closes.date = addDays(written.window.value.closes.date, 14)
  written.grant.maxAmountCents.value = 9_000_000 as never
}, 60_000)
afterEach(() => database.close())

const propose = async (): Promise<string> =>
  (
    await database.run(scenario.owner, proposeCorrection, {
      ...{ callId, reason: 'Più tempo' },
      corrected: { configuration: written },
    })
  ).correctionId
const withdraw = (correctionId: string, { actor = scenario.owner, of = callId } = {}) =>
  database.run(actor, withdrawCorrection, { callId: of, correctionId, reason: 'Va riscritta' })
const variables = (callCorrectionId: string) => ({ cycleId: scenario.cycleId, callCorrectionId })
const proposeAct = (id: string) => scenario.steps.job(proposeCorrectionAct, variables(id), `act of ${id}`)
const draft = () => database.look(scenario.owner, loadCorrectionDraft, { callId })

describe('taking back a proposed correction (art. 8; L. 241/1990 art. 12)', () => {
  it('leaves the call as it is, its act nobody’s to adopt, and tells the process, once', async () => {
    const before = await database.stores.calls.get(callId)
    const id = await propose()
    await proposeAct(id)
    expect([await withdraw(id), await withdraw(id)]).toEqual([null, null])
    expect(await proposalFor(database, 'CALL_NOTICE', id)).toMatchObject({ status: 'WITHDRAWN' })
    expect(await database.stores.calls.get(callId)).toEqual(before)
    expect(await database.owner('audit_entries').where({ action: 'withdraw-correction' })).toHaveLength(1)
    const messages = database.knex('outbox').whereRaw(`payload ->> 'name' = 'CallCorrectionWithdrawn'`)
    expect(await messages).toHaveLength(1)
    await scenario.steps.job(confirmCorrectionWithdrawn, variables(id))
  })

  it('is shown to the office with its reason, and to nobody else', async () => {
    await withdraw(await propose())
    const shown = (actor = scenario.owner) => database.reads.corrections.ofCall(actor, callId)
    expect((await shown()).items).toMatchObject([{ status: 'WITHDRAWN', withdrawalReason: 'Va riscritta' }])
    expect((await shown(withoutFunction('', ''))).items).toEqual([])
  })

  it('gives what was written back as a draft, which can be proposed again as it was', async () => {
    const first = await propose()
    await withdraw(first)
    const { configuration, parts } = await draft()
    expect([configuration, parts.map(({ part }) => part).toSorted()]).toEqual([written, ['grant', 'notice']])
    const again = await propose()
    expect(again).not.toBe(first)
    await withdraw(again)
    expect((await draft()).configuration).toEqual(written)
  })

  it('of one whose act the process has not proposed yet leaves nothing to adopt', async () => {
    const id = await propose()
    await withdraw(id)
    await proposeAct(id)
    expect(await proposalFor(database, 'CALL_NOTICE', id)).toMatchObject({ status: 'WITHDRAWN' })
  })

  it('is possible once the call has closed, when its act would change nothing', async () => {
    const id = await propose()
    database.setNow((await database.stores.calls.get(callId)).closesAt)
    expect(await withdraw(id)).toBeNull()
  })

  it.each([['ADOPTED'], ['PUBLISHED'], ['EFFECTIVE']] as const)(
    'is refused when its act is %s',
    async (status) => {
      const id = await propose()
      await proposeAct(id)
      await database.arrange((tx) => tx('act_proposals').where({ subject_id: id }).update({ status }))
      await expect(withdraw(id)).rejects.toMatchObject({ code: 'CORRECTION_ADOPTED' })
      expect(await database.stores.corrections.find(id)).toMatchObject({ status: 'PROPOSED' })
    },
  )

  it('is the process owner’s, of a correction of that call', async () => {
    const id = await propose()
    const actor = await scenario.leadOf('IPIS')
    await expect(withdraw(id, { actor })).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(withdraw('none')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withdraw(id, { of: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
