const PATIENCE_MS = 300_000

/** Counts the jobs that workers finish. */
export interface JobCount {
  add: () => void
  fail: (error: Error) => void
  /** Resolves at that many jobs; rejects when a job failed or after five minutes. */
  reached: (jobs: number) => Promise<void>
}

interface Wait {
  jobs: number
  settle: PromiseWithResolvers<undefined>
}

/** A counter at zero. */
export function createJobCount(): JobCount {
  let done = 0
  const waits: Wait[] = []
  return {
    add() {
      done += 1
      for (const { jobs, settle } of waits) if (done >= jobs) settle.resolve(undefined)
    },
    fail(error) {
      for (const { settle } of waits) settle.reject(error)
    },
    async reached(jobs) {
      const settle = Promise.withResolvers<undefined>()
      waits.push({ jobs, settle })
      const late = setTimeout(() => {
        settle.reject(new Error(`${done} of ${jobs} jobs were finished in time`))
      }, PATIENCE_MS)
      await settle.promise.finally(() => clearTimeout(late))
    },
  }
}
