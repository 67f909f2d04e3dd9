import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { waitFor } from '../support/wait-for.ts'
import type { CallName, Fault } from './faults.ts'
import { openScenario } from './scenario.ts'
import type { Scenario } from './scenario.ts'

const FAULTS: readonly Fault[] = ['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'LOST_ANSWER', 'SIGNED_OUT']
/* What goes over gRPC does so in both versions alike: all faults once, and one of them in the other. */
const faultsIn = { '8.6': ['LOST_ANSWER'], '8.8': FAULTS } as const
const LIMIT_MS = 20_000

describe.each([
  { api: '8.6', signIn: 'COOKIE' },
  { api: '8.8', signIn: 'OAUTH' },
] as const)('what people see and do over $api', ({ api, signIn }) => {
  let scenario: Scenario
  beforeAll(async () => {
    scenario = await openScenario({ api, signIn })
  })
  afterAll(() => scenario.close())

  const disturb = async (fault: Fault, calls: readonly CallName[]): Promise<void> => {
    for (const next of calls) await scenario.gateway.order({ next, answers: fault })
  }
  const stopped = async (id: string) => {
    const { processInstanceKey, ...job } = await scenario.jobOf(id, 'Check')
    const [incident] = await waitFor('the incident', LIMIT_MS, async () => {
      const found = await scenario.engine.incidents(processInstanceKey)
      return found.length === 0 ? null : found
    })
    return { incident: incident!, jobKey: job.key, processInstanceKey }
  }

  it('an incident is shown with its job, its code and our sentence', async () => {
    const id = await scenario.start('STOP')
    const { incident, jobKey, processInstanceKey } = await stopped(id)
    expect(incident).toMatchObject({ elementId: 'Check', jobKey, code: 'BUG' })
    expect(incident.sentence).not.toContain('BUG')
    expect(await scenario.engine.openIncidents(100, { name: 'cycleId', value: id })).toContainEqual(incident)
    expect(await scenario.engine.openIncidents(100)).toContainEqual(incident)
    const instance = await scenario.engine.instance(processInstanceKey)
    expect(instance).toMatchObject({ state: 'ACTIVE' })
    const version = await scenario.rows.version(id)
    expect(await scenario.engine.versions()).toContainEqual({ processId: instance?.processId, version })
    expect(await scenario.engine.tokens(processInstanceKey)).toEqual([
      { elementId: 'Check', active: 1, incidents: 1 },
    ])
    const path = await scenario.engine.path(processInstanceKey)
    expect(path.find(({ elementId }) => elementId === 'Enter')).toMatchObject({ completed: 1, terminated: 0 })
    const flows = path.filter(({ kind }) => kind === 'FLOW').map(({ elementId }) => elementId)
    expect(flows).toEqual(api === '8.6' ? [] : ['Begin_to_Enter', 'Enter_to_Check'])
  })

  it('of one instance where it stayed, how long, its variables and what it waits for, as far as the version tells it', async () => {
    const id = await scenario.start('STOP')
    const { processInstanceKey: key } = await stopped(id)
    const { engine } = scenario
    const asked = { elementIds: null, order: 'LAST', after: null, limit: 10 } as const
    const stays = await engine.stays(key, asked)
    expect(stays.map(({ elementId, state, incident }) => [elementId, state, incident])).toEqual([
      ['Check', 'ACTIVE', true],
      ['Enter', 'COMPLETED', false],
      [expect.stringMatching(/^Begin/), 'COMPLETED', false],
    ])
    expect(await engine.stays(key, { ...asked, after: stays[0]!, elementIds: ['Enter'] })).toEqual([stays[1]])
    expect(await engine.times(key)).toMatchObject([
      { ended: 1, since: null },
      { elementId: 'Enter', ended: 1, since: null },
      { elementId: 'Check', ended: 0, spentMs: 0, since: stays[0]?.enteredAt },
    ])
    expect(await engine.caller(key)).toBeNull()
    expect(await engine.called(key, 10)).toEqual(api === '8.6' ? null : [])
    expect(await engine.variables(key, 1)).toEqual(
      api === '8.6' ? null : [{ name: 'id', value: id, elementId: null }],
    )
    /* A stopped job is told as an incident. */
    const told = api === '8.6' ? null : []
    expect(await engine.waits(key)).toEqual({ jobs: told, timers: null, messages: told })
  })

  it.each(faultsIn[api])(
    'a stopped step is mended and goes on once, though each command meets %s',
    async (fault) => {
      const id = await scenario.start('STOP')
      const { incident, jobKey, processInstanceKey } = await stopped(id)
      const { engine, send } = scenario
      await disturb(fault, ['SetVariables', 'UpdateJobRetries', 'ResolveIncident'])
      const change = { elementInstanceKey: processInstanceKey, variables: { mended: true }, local: true }
      await send(() => engine.setVariables(change))
      await send(() => engine.updateJobRetries(jobKey, 5))
      await send(() => engine.resolveIncident(incident.key))
      const { ended, jobs, incidents } = await scenario.finish(id)
      expect(ended).toMatchObject({ 'Check COMPLETED': 1, 'Decide COMPLETED': 1, 'PROCESS COMPLETED': 1 })
      const living = (await scenario.jobOf(await scenario.start(), 'Open')).processInstanceKey
      const shown = await engine.instances([living, processInstanceKey])
      expect(shown.map(({ key, state, endedAt }) => [key, state, endedAt !== null]).toSorted()).toEqual(
        [
          [living, 'ACTIVE', false],
          [processInstanceKey, 'COMPLETED', true],
        ].toSorted(),
      )
      expect({ jobs, incidents }).toEqual({ jobs: { Enter: 1, Check: 1, Open: 1 }, incidents: 1 })
    },
  )

  it.each(faultsIn[api])(
    'an instance is migrated and comes to its end, though all of it meets %s',
    async (fault) => {
      const id = await scenario.start()
      const { processInstanceKey } = await scenario.jobOf(id, 'Open')
      const before = await scenario.rows.version(id)
      await disturb(fault, ['DeployResource'])
      await scenario.deployNext()
      await disturb(fault, ['searchDefinitions', 'searchElements', 'MigrateProcessInstance'])
      await scenario.send(() => scenario.engine.migrateInstance({ processInstanceKey }))
      expect(await scenario.rows.version(id)).toBeGreaterThan(before)
      expect((await scenario.finish(id)).ended).toMatchObject({
        'Decide COMPLETED': 1,
        'PROCESS COMPLETED': 1,
      })
    },
  )

  it.each(faultsIn[api])('an instance is cancelled once, though the command meets %s', async (fault) => {
    const id = await scenario.start()
    const { processInstanceKey } = await scenario.jobOf(id, 'Open')
    await disturb(fault, ['CancelProcessInstance'])
    await scenario.send(() => scenario.engine.cancelInstance(processInstanceKey))
    expect(await scenario.rows.read(id)).toMatchObject({ ended: { 'PROCESS TERMINATED': 1 }, open: 0 })
  })

  it.each(faultsIn[api])(
    'what was completed and then taken away before the engine knew that its step had opened it is done, though the search meets %s',
    async (fault) => {
      const { engine, send } = scenario
      const { elementInstanceKey, processInstanceKey } = await scenario.jobOf(
        await scenario.start('HOLD'),
        'Open',
      )
      const completion = { elementInstanceKey, processInstanceKey, variables: { decision: 'yes' } }
      await expect(engine.completeUserTask(completion)).rejects.toThrow(TransientError)
      await send(() => engine.cancelInstance(processInstanceKey))
      await disturb(fault, ['searchUserTasks', 'searchElements'])
      await send(() => engine.completeUserTask(completion))
    },
  )

  it('the mark of a database is taken once', async () => {
    expect([await scenario.engine.mark(), await scenario.engine.mark()]).toEqual([true, false])
  })
})
