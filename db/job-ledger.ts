import type { Knex } from 'knex'

export interface JobRef {
  engineId: string
  jobKey: string
  jobType: string
}

/** What a job came to: its output, or the business error that it threw into the process. */
export type JobOutcome = { variables: Record<string, unknown> } | { errorCode: string; message: string }

/** The ledger of executed jobs: a redelivery replays the stored outcome (written only by the once-per-job wrapper). */
export function createJobLedger(tx: Knex) {
  return {
    /** Enters the job; returns the stored outcome when it was executed before. Waits for a run that is under way. */
    async enter(job: JobRef): Promise<JobOutcome | null> {
      const entered: unknown[] = await tx('job_executions')
        .insert({ engine_id: job.engineId, job_key: job.jobKey, job_type: job.jobType })
        .onConflict(['engine_id', 'job_key'])
        .ignore()
        .returning('job_key')
      if (entered.length === 1) return null
      const row = await tx<{ engine_id: string; job_key: string; outcome: JobOutcome | null }>(
        'job_executions',
      )
        .where({ engine_id: job.engineId, job_key: job.jobKey })
        .first()
      return row?.outcome ?? null
    },

    async close(job: JobRef, outcome: JobOutcome): Promise<void> {
      await tx('job_executions')
        .where({ engine_id: job.engineId, job_key: job.jobKey })
        .update({ outcome: JSON.stringify(outcome), finished_at: tx.fn.now() })
    },
  }
}
