import type { ActivatedJob, ProcessEngine } from '../../engine/port.ts'

const PATIENCE_MS = 60_000
const LEASE_MS = 3_600_000

/** Takes jobs of these types: they are ours until they are answered, and each is handed to whoever asks for the next. */
export interface JobHand {
  next: (type: string) => Promise<ActivatedJob>
  stop: () => Promise<void>
}

interface Queue {
  jobs: ActivatedJob[]
  asking: ((job: ActivatedJob) => void)[]
}

/** `answered` are types of which each job is completed at once; `onAnswered` is called behind each. */
export function createJobHand(
  engine: Pick<ProcessEngine, 'workJobs' | 'completeJob'>,
  { held, answered = [], onAnswered }: { held: string[]; answered?: string[]; onAnswered?: () => void },
): JobHand {
  const queues = new Map<string, Queue>(held.map((type) => [type, { jobs: [], asking: [] }]))
  const queueOf = (type: string): Queue => {
    const queue = queues.get(type)
    if (!queue) throw new TypeError(`no jobs of ${type} are taken`)
    return queue
  }
  const onJob = async (job: ActivatedJob): Promise<void> => {
    if (answered.includes(job.type)) {
      await engine.completeJob(job.key, {})
      onAnswered?.()
      return
    }
    const { jobs, asking } = queueOf(job.type)
    const ask = asking.shift()
    if (ask) ask(job)
    else jobs.push(job)
  }
  const jobs = [...held, ...answered].map((type) => ({ type, fetchVariables: [], leaseMs: LEASE_MS }))
  const working = engine.workJobs({ jobs, workerName: 'bench', onJob })
  return {
    next(type) {
      const { jobs: ready, asking } = queueOf(type)
      const job = ready.shift()
      return job ? Promise.resolve(job) : withPatience(type, new Promise((resolve) => asking.push(resolve)))
    },
    stop: working.stop,
  }
}

async function withPatience<T>(what: string, coming: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`no job ${what} came in time`)), PATIENCE_MS)
  return Promise.race([coming, late.promise]).finally(() => clearTimeout(timer))
}
