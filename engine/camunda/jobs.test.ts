import { afterEach, describe, expect, it, jest } from '@jest/globals'
import type { ActivatedJob } from '../port.ts'
import type { EngineClients } from './client.ts'
import { createJobWork } from './jobs.ts'

interface Worker {
  taskType: string
  timeout: number
  fetchVariable?: string[]
  taskHandler: (job: object) => Promise<unknown>
}

/* The SDK as far as workers go: hands over what a test delivers. */
function createSdk() {
  const workers: Worker[] = []
  const closed: string[] = []
  const forget = jest.fn()
  const grpc = {
    createWorker(worker: Worker) {
      workers.push(worker)
      return { close: () => Promise.resolve(closed.push(worker.taskType)) }
    },
    topology: () => Promise.reject(Object.assign(new Error('16 UNAUTHENTICATED'), { code: 16 })),
  }
  const clients = { grpc, signIn: { forget } } as unknown as Pick<EngineClients, 'grpc' | 'signIn'>
  return { workers, closed, forget, work: createJobWork(clients) }
}
const request = { type: 'close-call', fetchVariables: ['cycleId'], leaseMs: 5_000 }

describe('the work on jobs of Camunda', () => {
  afterEach(() => void jest.useRealTimers())

  it('hands each job over as the port says, and frees its place once it is answered', async () => {
    const { workers, closed, work } = createSdk()
    const taken: ActivatedJob[] = []
    const running = work.workJobs({
      jobs: [request],
      workerName: 'test',
      onJob: (job) => Promise.resolve(void taken.push(job)),
    })
    const [worker] = workers
    expect(worker).toMatchObject({ taskType: 'close-call', timeout: 5_000, fetchVariable: ['cycleId'] })
    const names = { elementId: 'Task_A', elementInstanceKey: '8', processInstanceKey: '9' }
    const job = { key: '7', type: 'close-call', retries: 5, ...names, variables: { cycleId: 'c' } }
    const forward = jest.fn(() => `forwarded after ${taken.length}`)
    expect(await worker?.taskHandler({ ...job, bpmnProcessId: 'call', deadline: '1', forward })).toBe(
      'forwarded after 1',
    )
    expect(forward).toHaveBeenCalledTimes(1)
    expect(taken).toEqual([{ ...job, processId: 'call' }])
    await running.stop()
    expect(closed).toEqual(['close-call'])
  })

  it('asks for every variable where a step does not say which', async () => {
    const { workers, work } = createSdk()
    const jobs = [{ ...request, fetchVariables: null }]
    const running = work.workJobs({ jobs, workerName: 'test', onJob: () => Promise.resolve() })
    expect(workers[0]).not.toHaveProperty('fetchVariable')
    await running.stop()
  })

  it('notices within seconds that the sign-in has ended, though polls do not tell', async () => {
    jest.useFakeTimers()
    const { forget, work } = createSdk()
    const running = work.workJobs({ jobs: [], workerName: 'test', onJob: () => Promise.resolve() })
    await jest.advanceTimersByTimeAsync(5_000)
    expect(forget).toHaveBeenCalledTimes(1)
    await running.stop()
  })
})
