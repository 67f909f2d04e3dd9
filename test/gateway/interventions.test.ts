import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { intervening } from '../../app/interventions.ts'
import type { InterventionPayload } from '../../db/platform/outbox.ts'
import { changedAhead } from '../../engine/changed-ahead.ts'
import type { CallName, Fault } from './faults.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

const FAULTS: readonly Fault[] = ['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'LOST_ANSWER', 'SIGNED_OUT']
const faultsIn = { '8.6': ['LOST_ANSWER'], '8.8': FAULTS } as const

describe.each([
  { api: '8.6', signIn: 'COOKIE' },
  { api: '8.8', signIn: 'OAUTH' },
] as const)('what two people do to an instance over $api', ({ api, signIn }) => {
  let scenario: Scenario
  let ended: (string | null)[]
  beforeAll(async () => {
    scenario = await openScenario({ api, signIn })
  })
  afterAll(() => scenario.close())

  const disturb = async (fault: Fault, calls: readonly CallName[]): Promise<void> => {
    for (const next of calls) await scenario.gateway.order({ next, answers: fault })
  }
  /* As the relay does: sent again while the engine may still answer. */
  async function intervene(processInstanceKey: string, change: InterventionPayload['change']) {
    ended = []
    const carryOut = intervening(scenario.engine, ({ fault }) => Promise.resolve(void ended.push(fault)))
    await scenario.send(() => carryOut({ interventionId: 'i', processInstanceKey, change }))
    return ended
  }
  const open = async () => {
    const id = await scenario.start()
    return { id, key: (await scenario.jobOf(id, 'Open')).processInstanceKey }
  }

  it.each(faultsIn[api])('sets a term, though the command meets %s', async (fault) => {
    const { id, key } = await open()
    await disturb(fault, ['SetVariables'])
    const change = {
      kind: 'SET_VARIABLE',
      variable: 'callClosesAt',
      value: '2027-01-31T12:00:00+01:00',
    } as const
    expect(await intervene(key, change)).toEqual([null])
    const told = await scenario.engine.variables(key, 10)
    const set = { name: 'callClosesAt', value: change.value, elementId: null }
    expect(told?.find(({ name }) => name === 'callClosesAt') ?? null).toEqual(api === '8.6' ? null : set)
    expect((await scenario.finish(id)).ended).toMatchObject({ 'PROCESS COMPLETED': 1 })
  })

  it.each(faultsIn[api])('ends an instance once, though the command meets %s', async (fault) => {
    const { id, key } = await open()
    await disturb(fault, ['CancelProcessInstance'])
    expect(await intervene(key, { kind: 'CANCEL' })).toEqual([null])
    expect(await intervene(key, { kind: 'CANCEL' })).toEqual([null])
    expect(await scenario.rows.read(id)).toMatchObject({ ended: { 'PROCESS TERMINATED': 1 }, open: 0 })
  })

  it.each(faultsIn[api])('takes an instance to a version once, though all of it meets %s', async (fault) => {
    const { id, key } = await open()
    const before = await scenario.engine.versionOf(key)
    await scenario.deployNext()
    const version = (before ?? 0) + 1
    await disturb(fault, ['searchDefinitions', 'searchElements', 'MigrateProcessInstance'])
    expect(await intervene(key, { kind: 'MIGRATE', version })).toEqual([null])
    expect(await scenario.engine.versionOf(key)).toBe(version)
    expect(await intervene(key, { kind: 'MIGRATE', version })).toEqual([null])
    expect(await scenario.rows.version(id)).toBe(version)
    expect((await scenario.finish(id)).ended).toMatchObject({ 'PROCESS COMPLETED': 1 })
  })

  it('says that it is not done where the instance has ended', async () => {
    const { key } = await open()
    await scenario.engine.cancelInstance(key)
    const change = { kind: 'SET_VARIABLE', variable: 'callClosesAt', value: '2027-01-31T12:00:00Z' } as const
    expect(await intervene(key, change)).toEqual([expect.stringContaining('già finita')])
  })

  it('compares what lies ahead where the version tells its models', async () => {
    const { key } = await open()
    const { engine } = scenario
    const { processId } = (await engine.instance(key))!
    await scenario.deployNext()
    const version = ((await engine.versionOf(key)) ?? 0) + 1
    const asked = { processInstanceKey: key, processId, version }
    expect(await changedAhead(engine, asked)).toEqual(api === '8.6' ? null : [])
    if (api === '8.6') return
    await disturb('UNAVAILABLE', ['readModel'])
    await expect(changedAhead(engine, asked)).rejects.toThrow()
    expect(await engine.model({ processId, version: 99 })).toBeNull()
  })
})
