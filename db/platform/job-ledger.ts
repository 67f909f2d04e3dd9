import type { Knex } from 'knex'
import { createAuditStore } from './audit-store.ts'
import type { AuditDraft } from './audit-store.ts'

interface JobRef {
  engineId: string
  jobKey: string
  jobType: string
}

/* The cycle that a job works for, the engine's instance, and what the wall knows it by: the one application where its process is
   about one, the call that it evaluates, the meeting that it is. */
interface JobOrigin {
  cycleId: string
  applicationId: string | null
  evaluatedCallId: string | null
  meetingId: string | null
  processId: string
  processInstanceKey: string
}

const EVALUATED = `coalesce(:evaluatedCallId, (select m.subject_id from meetings m where m.id = :meetingId and m.stage = 'EVALUATION'))`

/** What a job came to: its output, or the business error that it threw into the process. */
export type JobOutcome = { variables: Record<string, unknown> } | { errorCode: string; message: string }

/** The ledger of executed jobs: a redelivery replays the stored outcome (written only by the once-per-job wrapper). */
export function createJobLedger(tx: Knex) {
  const outcomeOf = async ({ engineId, jobKey }: JobRef): Promise<JobOutcome | null> => {
    const row = await tx('job_executions').where({ engine_id: engineId, job_key: jobKey }).first()
    return (row?.outcome ?? null) as JobOutcome | null
  }
  return {
    /** What the job came to; null where it was not executed yet, or is under way. */
    outcomeOf,

    /** Enters the job and, for diagrams and links, which instance works for which cycle, in one statement. Returns the
     * stored outcome when it was executed before. Waits for a run that is under way. */
    async enter(job: JobRef, origin: JobOrigin): Promise<JobOutcome | null> {
      const { rows: entered } = await tx
        .raw<{ rows: unknown[] }>(
          `with seen as (
             insert into process_instances (engine_id, process_instance_key, process_id, cycle_id, application_id, evaluated_call_id)
             values (:engineId, :processInstanceKey, :processId, :cycleId, :applicationId, ${EVALUATED}) on conflict do nothing)
           insert into job_executions (engine_id, job_key, job_type) values (:engineId, :jobKey, :jobType)
           on conflict do nothing returning job_key`,
          { ...job, ...origin },
        )
        .options({ name: 'enter-job' })
      if (entered.length === 1) return null
      return outcomeOf(job)
    },

    /** Tells of an instance whose job failed, for diagrams and links, though nothing that the job did remains: who is to mend it
     * finds it by its cycle, and the wall knows its application. */
    async tell({ engineId }: JobRef, origin: JobOrigin): Promise<void> {
      await tx.raw(
        `insert into process_instances (engine_id, process_instance_key, process_id, cycle_id, application_id, evaluated_call_id)
         select :engineId, :processInstanceKey, :processId, c.id, (select a.id from applications a where a.id = :applicationId), ${EVALUATED}
           from cycles c where c.id = :cycleId on conflict do nothing`,
        { engineId, ...origin },
      )
    },

    /** Closes the job with the entry of the audit chain that tells what it came to, in one statement. */
    async close(job: JobRef, outcome: JobOutcome, entry: AuditDraft): Promise<void> {
      const update = `update job_executions set outcome = :outcome, finished_at = now() where engine_id = :engineId and job_key = :jobKey`
      const bindings = { engineId: job.engineId, jobKey: job.jobKey, outcome: JSON.stringify(outcome) }
      await createAuditStore(tx).append(entry, { update, bindings })
    },
  }
}
