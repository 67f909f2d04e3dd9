import type { Knex } from 'knex'

/** What an officer is assigned to: an application, or a project that came of it. */
export interface OfficerSubject {
  applicationId: string
  projectId: string | null
}

/** The officer of an application or a project, since when. */
export interface AssignedOfficer {
  personId: string
  displayName: string
  at: Date
}

const OF = `o.application_id = :applicationId and coalesce(o.project_id, '') = coalesce(cast(:projectId as text), '')`

/** Case officers of applications and projects (L. 241/1990 art. 5). */
export function createOfficerStore(tx: Knex) {
  return {
    /** Null where nobody is assigned, or where whoever reads may not know. */
    async officerOf({ applicationId, projectId }: OfficerSubject): Promise<AssignedOfficer | null> {
      const { rows } = await tx.raw<{ rows: AssignedOfficer[] }>(
        `select p.id as "personId", p.display_name as "displayName", o.assigned_at as at
           from assigned_officers o join persons p on p.id = o.person_id where ${OF}`,
        { applicationId, projectId },
      )
      return rows[0] ?? null
    },

    async assignOfficer(
      { applicationId, projectId }: OfficerSubject,
      assigned: { to: string; by: string; at: Date },
    ): Promise<void> {
      await tx.raw(
        `insert into assigned_officers (application_id, project_id, person_id, assigned_by, assigned_at)
         values (:applicationId, :projectId, :to, :by, :at)
         on conflict (application_id, coalesce(project_id, '')) do update
           set person_id = excluded.person_id, assigned_by = excluded.assigned_by, assigned_at = excluded.assigned_at`,
        { applicationId, projectId, ...assigned },
      )
    },

    /** Hands the open tasks of officers about it to whom it is assigned; those that a third person has taken stay where they
     * are. Gives their ids. */
    async handOver(
      { applicationId, projectId }: OfficerSubject,
      change: { from: string | null; to: string; at: Date },
    ): Promise<string[]> {
      const { rows } = await tx.raw<{ rows: { id: string }[] }>(
        `update work_items w set taken_by = :to, taken_at = :at
          where w.state = 'OPEN' and w.role = 'CASE_OFFICER' and w.person_id is null
            and coalesce(w.taken_by, :from, '') = coalesce(:from, '')
            and (cast(:projectId as text) is null and w.application_id = :applicationId or w.variables ->> 'projectId' = :projectId)
          returning w.id`,
        { applicationId, projectId, ...change },
      )
      return rows.map(({ id }) => id)
    },
  }
}
