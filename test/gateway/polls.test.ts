import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createCamundaEngine } from '../../engine/camunda/engine.ts'
import { ANYWHERE, metBy, once } from './disturbed.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'
import type { Way } from './steps.ts'

describe('every job is done, once, by who polls for it', () => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await openScenario({ api: '8.8', signIn: 'OAUTH' })
  })
  afterAll(() => scenario.close())

  it.each(ANYWHERE)('when every poll for jobs meets %s', async (fault) => {
    await scenario.gateway.order({ next: 'ActivateJobs', answers: fault, times: 3 })
    /* The polls that wait already take the first instance, those that meet the fault the second. */
    expect([await scenario.play(), await scenario.play()]).toEqual([once('COMPLETE'), once('COMPLETE')])
    expect(await metBy(scenario, ['ActivateJobs', fault, 'COMPLETE'])).toBe(3)
  })

  it('when the gateway is killed with -9 while an instance is open', async () => {
    const id = await scenario.start()
    await scenario.jobOf(id, 'Open')
    await scenario.gateway.killAndRestart()
    expect(await scenario.finish(id)).toEqual(once('COMPLETE'))
    expect(await scenario.rows.instances(id)).toBe(1)
  })

  it('when polls alone meet a sign-in that has ended', async () => {
    /* Another gateway knows nobody, and nothing but the polls goes over the worker's connection. */
    await scenario.gateway.killAndRestart()
    const other = createCamundaEngine(scenario.gateway.settings)
    const id = await scenario.start('COMPLETE', other)
    await other.close()
    await scenario.jobOf(id, 'Open')
    expect(await scenario.finish(id)).toEqual(once('COMPLETE'))
  })

  it('when one call of five meets a fault, for twelve instances at once', async () => {
    await scenario.gateway.order({ seed: 7, rate: 0.2 })
    const ways = Array.from({ length: 12 }, (_, index): Way => (index % 4 === 0 ? 'THROW' : 'COMPLETE'))
    const played = await Promise.all(ways.map((way) => scenario.play(way)))
    await scenario.gateway.order({ seed: 7, rate: 0 })
    expect(played).toEqual(ways.map(once))
    expect(await scenario.broken()).toEqual([])
  })
})
