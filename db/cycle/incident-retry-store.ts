import type { Knex } from 'knex'

/* A step that stopped, as a person saw it who let it go on. */
interface RetriedIncident {
  incidentKey: string
  cycleId: string
  processInstanceKey: string
  processId: string
  elementId: string
  code: string
  reason: string
  retriedBy: string
  retriedAt: Date
}

/** Who let stopped steps go on; each incident once. */
export function createIncidentRetryStore(tx: Knex) {
  return {
    /** False when the incident was retried before. */
    async enter(retry: RetriedIncident): Promise<boolean> {
      const { rows } = await tx.raw<{ rows: unknown[] }>(
        `insert into incident_retries (engine_id, incident_key, cycle_id, process_instance_key, process_id, element_id, code, reason, retried_by, retried_at)
         values ((select e.engine_id from engine_identity e), :incidentKey, :cycleId, :processInstanceKey, :processId, :elementId, :code, :reason, :retriedBy, :retriedAt)
         on conflict do nothing returning incident_key`,
        { ...retry },
      )
      return rows.length > 0
    },
  }
}
