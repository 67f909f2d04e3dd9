import { call, boundary, catching, date, end, message, process, service, start, user } from '../elements.ts'
import { bareProcess, line } from '../model.ts'
import { useEngine } from './harness.ts'

const on = useEngine()

const MODELS = [
  process('main', [
    line('Enter', service('First'), call('Call', { process: 'child' }), end('End')),
    line(boundary('Due', { on: 'Call' }, date('=dueAt')), end('Late')),
  ]),
  bareProcess('child', [line(start('In'), call('Inner', { process: 'grandchild' }), end('Out'))]),
  bareProcess('grandchild', [
    line(
      start('Begun'),
      service('Work'),
      user('Task'),
      catching('Told', message('told', '=key')),
      end('Done'),
    ),
  ]),
]
const DUE = '2100-01-31T10:00:00Z'
const FIRST = { elementIds: null, order: 'FIRST', after: null, limit: 100 } as const

/* The instance with those that it called, from the root. */
async function begin() {
  await on.player.deploy(...MODELS)
  const root = await on.player.begin({ key: 'k', dueAt: DUE, facts: [1, 2] })
  await on.player.work('First')
  const job = await on.player.take('Work')
  const grandchild = job.processInstanceKey
  const child = (await on.engine.caller(grandchild))?.key ?? ''
  return { root, child, grandchild, job }
}

describe('what is told of one instance', () => {
  it('is who called it, by which element, and whom it called, also once they have ended', async () => {
    const { root, child, grandchild, job } = await begin()
    expect(await on.engine.caller(root)).toBeNull()
    expect(await on.engine.caller(child)).toEqual({ key: root, elementId: 'Call' })
    expect(await on.engine.caller(grandchild)).toEqual({ key: child, elementId: 'Inner' })
    const living = { elementId: 'Call', state: 'ACTIVE', stopped: false, endedAt: null }
    expect(await on.engine.called(root, 10)).toMatchObject([{ ...living, key: child }])
    expect(await on.engine.called(grandchild, 10)).toEqual([])
    await on.player.complete(job)
    const [task] = await on.player.userTasks(grandchild, 'CREATED', ['Task'])
    await on.player.completeTask(task!, grandchild)
    await on.player.publish('told', 'k')
    await on.player.expectEnd(root)
    expect(await on.engine.caller(grandchild)).toEqual({ key: child, elementId: 'Inner' })
    expect(await on.engine.called(root, 10)).toMatchObject([{ elementId: 'Call', state: 'COMPLETED' }])
  })

  it('is that what it called stands still, however deep', async () => {
    const { root, child, grandchild, job } = await begin()
    const fault = { code: 'BUG', constraint: null, sentence: 'Fermo.' }
    await on.engine.failJob(job.key, { retries: 0, backOffMs: 0, fault })
    expect(await on.engine.called(root, 10)).toMatchObject([{ key: child, stopped: true }])
    expect(await on.engine.called(child, 10)).toMatchObject([{ key: grandchild, stopped: true }])
    expect(await on.engine.stays(grandchild, FIRST)).toMatchObject([
      { elementId: 'Begun', incident: false },
      { elementId: 'Work', state: 'ACTIVE', incident: true, endedAt: null },
    ])
  })

  it('is where it stayed, the first or the last first, page after page, and at some elements alone', async () => {
    const { root } = await begin()
    const elements = async (asked: Partial<Parameters<typeof on.engine.stays>[1]>) =>
      (await on.engine.stays(root, { ...FIRST, ...asked })).map(({ elementId }) => elementId)
    const all = await elements({})
    expect(all).toEqual([expect.stringContaining('Begin'), 'Enter', 'First', 'Call'])
    expect(await elements({ order: 'LAST' })).toEqual(all.toReversed())
    expect(await elements({ elementIds: ['First', 'Enter'] })).toEqual(['Enter', 'First'])
    const [, second] = await on.engine.stays(root, { ...FIRST, limit: 2 })
    expect(await elements({ after: second! })).toEqual(['First', 'Call'])
    expect(await elements({ after: second!, order: 'LAST' })).toEqual(all.slice(0, 1))
  })

  it('is how long it stayed at each element, of legal time, and since when it is there', async () => {
    const HOUR_MS = 3_600_000
    await on.player.deploy(...MODELS)
    const entered = await on.player.enter({ key: 'k', dueAt: DUE })
    on.moveClock(HOUR_MS)
    await on.player.complete(entered)
    await on.player.work('First')
    const root = entered.processInstanceKey
    await on.player.take('Work')
    const times = new Map((await on.engine.times(root)).map((one) => [one.elementId, one]))
    expect(times.get('Enter')).toMatchObject({ ended: 1, since: null })
    expect(times.get('Enter')!.spentMs).toBeGreaterThanOrEqual(HOUR_MS - 1_000)
    expect(times.get('First')!.spentMs).toBeLessThan(HOUR_MS)
    const [, , , call] = await on.engine.stays(root, FIRST)
    expect(times.get('Call')).toMatchObject({ ended: 0, spentMs: 0, since: call!.enteredAt })
  })

  it('are its variables, and what it waits for: jobs, timers with their instant, messages with their key', async () => {
    const { root, grandchild, job } = await begin()
    const named = new Map((await on.engine.variables(root, 10))?.map((one) => [one.name, one]))
    expect(named.get('facts')).toEqual({ name: 'facts', value: [1, 2], elementId: null })
    expect(await on.engine.waits(root)).toEqual({
      ...{ jobs: [], messages: [] },
      timers: [{ elementId: 'Call', eventId: 'Due', count: 1, dueAt: new Date(DUE) }],
    })
    expect(await on.engine.waits(grandchild)).toEqual({
      ...{ timers: [], messages: [] },
      jobs: [{ elementId: 'Work', type: on.names('Work'), count: 1 }],
    })
    await on.player.complete(job)
    const [task] = await on.player.userTasks(grandchild, 'CREATED', ['Task'])
    await on.player.completeTask(task!, grandchild)
    expect(await on.engine.waits(grandchild)).toMatchObject({
      messages: [{ elementId: 'Told', name: on.names('told'), count: 1, keys: ['k'] }],
    })
  })
})
