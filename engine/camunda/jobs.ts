import type { ActivatedJob, JobSubscription, ProcessEngine } from '../port.ts'
import { send } from './client.ts'
import type { EngineClients } from './client.ts'

/* The client asks again at its next tick, when a third is left: with 8 a type came to 40 jobs a second and then waited. */
const MAX_JOBS_PER_TYPE = 16
/* A poll keeps its error to itself: a question beside it finds out that the sign-in has ended. */
const ASK_EVERY_MS = 5_000

interface SdkJob extends Omit<ActivatedJob, 'processId' | 'variables'> {
  bpmnProcessId: string
  variables: unknown
}

/** Polls for jobs, one worker of the SDK for each type; `forward` frees the place of a job exactly once. */
export function createJobWork({
  grpc,
  signIn,
}: Pick<EngineClients, 'grpc' | 'signIn'>): Pick<ProcessEngine, 'workJobs'> {
  return {
    workJobs({ jobs, workerName, onJob }: JobSubscription) {
      const workers = jobs.map(({ type, fetchVariables, leaseMs }) =>
        grpc.createWorker({
          id: workerName,
          taskType: type,
          timeout: leaseMs,
          maxJobsToActivate: MAX_JOBS_PER_TYPE,
          ...(fetchVariables ? { fetchVariable: [...fetchVariables] } : {}),
          taskHandler: async (job) => {
            await onJob(toJob(job))
            return job.forward()
          },
        }),
      )
      const asking = setInterval(
        () => void send(signIn, grpc.topology()).catch(() => undefined),
        ASK_EVERY_MS,
      )
      return {
        async stop() {
          clearInterval(asking)
          await Promise.all(workers.map((worker) => worker.close()))
        },
      }
    },
  }
}

function toJob(job: SdkJob): ActivatedJob {
  const { key, type, retries, elementId, elementInstanceKey, processInstanceKey } = job
  return {
    ...{ key, type, retries, elementId, elementInstanceKey, processInstanceKey },
    processId: job.bpmnProcessId,
    variables: job.variables as Record<string, unknown>,
  }
}
