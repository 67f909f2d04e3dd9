import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { call, end, process as model, service, start } from '../conformance/elements.ts'
import { bareProcess, line } from '../conformance/model.ts'
import { createPlayer } from '../conformance/player.ts'
import type { Player } from '../conformance/player.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

const MODELS = [
  model('main', [line('Enter', call('Call', { process: 'child' }), end('End'))]),
  bareProcess('child', [line(start('In'), service('Work'), end('Out'))]),
]

describe.each(['8.6', '8.8'] as const)('who called whom over %s', (api) => {
  let scenario: Scenario
  let player: Player
  beforeAll(async () => {
    scenario = await openScenario({ api, signIn: 'NONE' })
    const pace = { limitMs: 20_000, graceMs: 1_500, leaseMs: 60_000 }
    player = createPlayer({ engine: scenario.engine, suffix: 'calls', ...pace })
    await player.deploy(...MODELS)
  })
  afterAll(async () => {
    await player.close()
    await scenario.close()
  })

  it('is told by its search both ways, with what stands still below, or said to be untold', async () => {
    const root = await player.begin()
    const job = await player.take('Work')
    const { engine } = scenario
    const key = job.processInstanceKey
    const told = api === '8.8'
    expect(await engine.caller(root)).toBeNull()
    expect(await engine.caller(key)).toEqual(told ? { key: root, elementId: 'Call' } : null)
    const living = { key, elementId: 'Call', state: 'ACTIVE', endedAt: null }
    expect(await engine.called(root, 10)).toEqual(
      told ? [expect.objectContaining({ ...living, stopped: false })] : null,
    )
    await player.fail(job, { retries: 0 })
    await player.incident(key)
    expect(await engine.called(root, 10)).toEqual(
      told ? [expect.objectContaining({ ...living, stopped: true })] : null,
    )
  })
})
