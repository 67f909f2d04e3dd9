import type { Knex } from 'knex'
import { takeJobs, typesWithJobs } from './job-rows.ts'
import type { ActivationRequest, TakenJob } from './job-rows.ts'

/* Finds what no notice tells of: a lease that has run out, a back-off that is over. */
const SWEEP_MS = 250

export interface Activation {
  activate: (request: ActivationRequest) => Promise<TakenJob[]>
  /** There may be jobs now. */
  wake: () => void
  stop: () => Promise<void>
}

interface Waiting {
  request: ActivationRequest
  /** When it is answered though there is no job, by `performance.now()`. */
  until: number
  answer: (jobs: TakenJob[]) => void
}

/**
 * Hands jobs to clients that poll: at once where there are some, else as soon as there are. The lease begins when a job is
 * handed over, so what a client takes along when it dies comes back by itself.
 */
export function createActivation(knex: Knex, onFault: (error: unknown) => void): Activation {
  const waiting = new Set<Waiting>()
  let turning: Promise<void> | null = null
  let again = false
  const turn = async (): Promise<void> => {
    while (again) {
      again = false
      await serve(knex, waiting).catch(onFault)
    }
    turning = null
  }
  const wake = (): void => {
    again = true
    turning ??= turn()
  }
  const sweeping = setInterval(wake, SWEEP_MS)
  return {
    activate: (request) =>
      new Promise((resolve) => {
        const until = performance.now() + request.waitMs
        const one = { request, until, answer: (jobs: TakenJob[]) => resolve(jobs) }
        waiting.add(one)
        wake()
      }),
    wake,
    async stop() {
      clearInterval(sweeping)
      await turning
      for (const { answer } of waiting) answer([])
    },
  }
}

/* Whoever has waited longest is asked first. Only here is anybody answered: no job is taken for one who has his answer. */
async function serve(knex: Knex, waiting: Set<Waiting>): Promise<void> {
  const types = await typesWithJobs(knex, [...new Set([...waiting].map(({ request }) => request.type))])
  for (const one of waiting) {
    const { request, until, answer } = one
    const jobs = types.has(request.type) && request.isOpen() ? await takeJobs(knex, request) : []
    if (jobs.length === 0 && request.isOpen() && performance.now() < until) continue
    waiting.delete(one)
    answer(jobs)
  }
}
