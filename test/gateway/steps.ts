import { pino } from 'pino'
import { TransientError } from '../../domain/shared/errors.ts'
import { startJobRunner } from '../../engine/job-runner.ts'
import type { EngineJob, JobResult } from '../../engine/job-runner.ts'
import type { ProcessEngine } from '../../engine/port.ts'
import {
  BEGIN,
  ENTER,
  boundary,
  end,
  error,
  process as model,
  service,
  user,
} from '../conformance/elements.ts'
import { line } from '../conformance/model.ts'
import type { Model, Names } from '../conformance/model.ts'

const LEASE_MS = 1_000

/** A step that is asked for, one that goes as the instance says, a task whose step opens it: what our processes are made of. */
export const STEPS: Model = model('main', [
  line('Enter', service('Check', { retries: 5 }), user('Decide', { startListeners: ['Open'] }), end('End')),
  line(boundary('Refused', { on: 'Check' }, error('REFUSED')), 'Decide'),
])
export const STARTED_BY = `${BEGIN}main`
const types = { Enter: `${ENTER}main`, Check: 'Check', Open: 'Open' } as const

export type StepName = keyof typeof types
/** How `Check` goes: well; with a fault at its first attempt, that passes (FAIL) or is for a person (STOP); to an error. On HOLD
 * the task is opened and never answered for. */
export type Way = 'COMPLETE' | 'FAIL' | 'STOP' | 'THROW' | 'HOLD'

export type Steps = ReturnType<typeof createSteps>

/** The steps with their ledger: a job that comes again is answered as before, and is no second effect. */
export function createSteps() {
  const known = new Map<string, Map<string, EngineJob>>()
  const jobsOf = (id: string, step: string): Map<string, EngineJob> => {
    const place = `${id} ${step}`
    const jobs = known.get(place) ?? new Map<string, EngineJob>()
    known.set(place, jobs)
    return jobs
  }
  return {
    run(step: StepName, job: EngineJob): JobResult {
      const { id, way } = job.variables as { id: string; way?: Way }
      const jobs = jobsOf(id, step)
      const isFirst = !jobs.has(job.key)
      jobs.set(job.key, job)
      if (step === 'Open' && way === 'HOLD') throw new TransientError('at each attempt')
      if (step !== 'Check') return { variables: {} }
      if (way === 'FAIL' && isFirst) throw new TransientError('at the first attempt')
      if (way === 'STOP' && isFirst) throw new TypeError('at the first attempt')
      return way === 'THROW' ? { errorCode: 'REFUSED', message: 'refused' } : { variables: {} }
    },
    firstJob: (id: string, step: StepName): EngineJob | null =>
      jobsOf(id, step).values().next().value ?? null,
    /** How many jobs each step was: one that came again is one. */
    count: (id: string): Record<StepName, number> => ({
      Enter: jobsOf(id, 'Enter').size,
      Check: jobsOf(id, 'Check').size,
      Open: jobsOf(id, 'Open').size,
    }),
  }
}

/** The application's own job runner at work on them. */
export function workSteps(engine: ProcessEngine, steps: Steps, names: Names): { stop: () => Promise<void> } {
  const entries = Object.entries(types) as [StepName, string][]
  return startJobRunner({
    engine,
    jobs: entries.map(([step, type]) => ({
      jobType: names(type),
      fetchVariable: ['id', 'way'],
      timeoutMs: LEASE_MS,
      run: (job) => Promise.resolve().then(() => steps.run(step, job)),
    })),
    workerName: 'scenario',
    ourSideUp: () => Promise.resolve(),
    probe: () => Promise.resolve(true),
    onFinished: () => undefined,
    log: pino({ level: 'silent' }),
  })
}
