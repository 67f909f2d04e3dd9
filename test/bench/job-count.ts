const PATIENCE_MS = 300_000

/** Counts the jobs that workers finish; one wait at a time. */
export interface JobCount {
  add: () => void
  fail: (error: Error) => void
  /** Counts from zero; resolves at that many jobs, rejects when a job failed or five minutes have passed. */
  until: (jobs: number) => Promise<void>
}

export function createJobCount(): JobCount {
  let left = 0
  let wait = Promise.withResolvers<undefined>()
  return {
    add() {
      left -= 1
      if (left === 0) wait.resolve(undefined)
    },
    fail: (error) => wait.reject(error),
    async until(jobs) {
      left = jobs
      wait = Promise.withResolvers()
      const late = setTimeout(
        () => wait.reject(new Error(`${left} of ${jobs} jobs were not finished in time`)),
        PATIENCE_MS,
      )
      await wait.promise.finally(() => clearTimeout(late))
    },
  }
}
