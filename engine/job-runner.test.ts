import { beforeEach, describe, expect, it, jest } from '@jest/globals'
import { pino } from 'pino'
import { TransientError } from '../domain/shared/errors.ts'
import type { JobResult, RunnableJob, RunnerOptions } from './job-runner.ts'
import { startJobRunner } from './job-runner.ts'
import { EngineRefusal } from './port.ts'
import type { JobSubscription } from './port.ts'

interface Command {
  command: string
  jobKey: string
  order: unknown
}

/* The engine as far as jobs go: keeps what it is told, and may refuse a command some times. */
function createEngine() {
  const sent: Command[] = []
  const refusals: Error[] = []
  const subscriptions: JobSubscription[] = []
  const tell = (command: string) => (jobKey: string, order: unknown) => {
    const refusal = refusals.shift()
    if (refusal) return Promise.reject(refusal)
    sent.push({ command, jobKey, order })
    return Promise.resolve()
  }
  const port: RunnerOptions['engine'] = {
    workJobs(subscription) {
      subscriptions.push(subscription)
      return { stop: () => Promise.resolve() }
    },
    completeJob: tell('complete'),
    failJob: tell('fail'),
    throwJobError: tell('error'),
  }
  return { sent, refusals, subscriptions, port }
}

describe('the runner of jobs', () => {
  let engine: ReturnType<typeof createEngine>
  let outcomes: string[]
  beforeEach(() => {
    engine = createEngine()
    outcomes = []
  })

  const start = (run: RunnableJob['run'], changes: Partial<RunnerOptions> = {}) =>
    startJobRunner({
      engine: engine.port,
      jobs: [{ jobType: 'close-call', fetchVariable: ['cycleId'], timeoutMs: 5_000, run }],
      workerName: 'test',
      ourSideUp: () => Promise.resolve(),
      probe: () => Promise.resolve(true),
      onFinished: (_, outcome) => outcomes.push(outcome),
      log: pino({ enabled: false }),
      ...changes,
    })
  const deliver = (retries = 5): Promise<void> => {
    const [subscription] = engine.subscriptions
    if (!subscription) throw new Error('nobody takes jobs')
    return subscription.onJob({
      ...{ key: '7', type: 'close-call', retries, elementId: 'Task_CloseCall', elementInstanceKey: '8' },
      ...{ processId: 'call', processInstanceKey: '9', variables: { cycleId: 'c' } },
    })
  }
  const failing = (error: Error) => () => Promise.reject<JobResult>(error)

  it('asks for its types with their variables and leases', () => {
    start(() => Promise.resolve({ variables: {} }))
    expect(engine.subscriptions).toMatchObject([
      {
        jobs: [{ type: 'close-call', fetchVariables: ['cycleId'], leaseMs: 5_000 }],
        workerName: 'test',
      },
    ])
  })

  it('completes a job with what its step answers', async () => {
    start(() => Promise.resolve({ variables: { callDeserted: true } }))
    await deliver()
    expect(engine.sent).toEqual([{ command: 'complete', jobKey: '7', order: { callDeserted: true } }])
    expect(outcomes).toEqual(['completed'])
  })

  it('throws a modelled refusal into the process as its error code', async () => {
    start(() => Promise.resolve({ errorCode: 'FUNDS_NOT_AVAILABLE', message: '{}' }))
    await deliver()
    expect(engine.sent).toMatchObject([
      { command: 'error', jobKey: '7', order: { errorCode: 'FUNDS_NOT_AVAILABLE', message: '{}' } },
    ])
    expect(outcomes).toEqual(['error'])
  })

  it.each([
    [5, 4, 1_000, 2_000, 'failed'],
    [3, 2, 4_000, 8_000, 'failed'],
    [1, 0, 16_000, 32_000, 'incident'],
  ])(
    'gives a passing fault with %i attempts left %i more, after a back-off',
    async (retries, left, least, most, outcome) => {
      start(failing(new TransientError('deadlock')))
      await deliver(retries)
      expect(engine.sent).toMatchObject([
        { command: 'fail', order: { retries: left, fault: { code: 'TRANSIENT' } } },
      ])
      const { backOffMs: backOff } = engine.sent[0]?.order as { backOffMs: number }
      expect(backOff).toBeGreaterThanOrEqual(least)
      expect(backOff).toBeLessThanOrEqual(most)
      expect(outcomes).toEqual([outcome])
    },
  )

  it('makes an incident of a bug at once: repeating is noise', async () => {
    start(failing(new TypeError('broken')))
    await deliver()
    expect(engine.sent).toMatchObject([{ command: 'fail', order: { retries: 0, fault: { code: 'BUG' } } }])
    expect(outcomes).toEqual(['incident'])
  })

  it('fails no job for a database that is down: its lease runs out', async () => {
    start(failing(new TransientError('no connection')), { probe: () => Promise.resolve(false) })
    await deliver()
    expect(engine.sent).toEqual([])
    expect(outcomes).toEqual([])
  })

  it('begins no step until the database is up again', async () => {
    let up = (): void => undefined
    const gate = new Promise<void>((resolve) => (up = resolve))
    let begun = 0
    start(
      () => {
        begun += 1
        return Promise.resolve({ variables: {} })
      },
      { ourSideUp: () => gate },
    )
    const delivered = deliver()
    await Promise.resolve()
    expect(begun).toBe(0)
    up()
    await delivered
    expect(begun).toBe(1)
  })

  it('counts a job that the engine no longer knows as done', async () => {
    engine.refusals.push(new EngineRefusal('NOT_FOUND', 'gone'))
    start(() => Promise.resolve({ variables: {} }))
    await deliver()
    expect(engine.sent).toEqual([])
    expect(outcomes).toEqual(['completed'])
  })

  it.each([
    ['completed', { variables: {} }, 'INVALID_ARGUMENT'],
    ['error', { errorCode: 'QUORUM_NOT_REACHED', message: '' }, 'INVALID_STATE'],
  ] as const)('makes an incident of an answer that is refused, once: %s', async (_, result, code) => {
    engine.refusals.push(new EngineRefusal(code, 'never'))
    start(() => Promise.resolve(result))
    await deliver()
    expect(engine.sent).toMatchObject([
      { command: 'fail', order: { retries: 0, fault: { code: 'ANSWER_REFUSED', constraint: null } } },
    ])
    expect(outcomes).toEqual(['incident'])
  })

  it.each([
    ['waits for its incident', 'INVALID_STATE'],
    ['is answered meanwhile', 'NOT_FOUND'],
  ] as const)('tells a refused answer of a job that %s no second time', async (_, code) => {
    let failed = 0
    const port = {
      ...engine.port,
      completeJob: () => Promise.reject(new EngineRefusal('INVALID_STATE', 'waits')),
      failJob: () => {
        failed += 1
        return Promise.reject(new EngineRefusal(code, 'waits'))
      },
    }
    start(() => Promise.resolve({ variables: {} }), { engine: port })
    await deliver()
    expect(failed).toBe(1)
  })

  it('tells the engine again when it did not take the answer, and after five times leaves the job to its lease', async () => {
    jest.useFakeTimers()
    const down = () => new TransientError('unavailable')
    start(() => Promise.resolve({ variables: {} }))
    engine.refusals.push(down(), down())
    const taken = deliver()
    await jest.advanceTimersByTimeAsync(1_000)
    await taken
    expect(engine.sent.map(({ command }) => command)).toEqual(['complete'])
    engine.refusals.push(...Array.from({ length: 5 }, down))
    const lost = deliver()
    await jest.advanceTimersByTimeAsync(5_000)
    await lost
    expect(engine.sent).toHaveLength(1)
    jest.useRealTimers()
  })
})
