import type { Knex } from 'knex'

/** The meetings on one provisional ranking: what one puts off, another decides (art. 7). */
export function createRankingMeetings(tx: Knex) {
  return {
    /** What the committee decided on each application of the ranking that a meeting voted on: there, or where it was not put off
     * at an earlier meeting on that ranking (art. 7). */
    async decidedApplications(meetingId: string): Promise<{ applicationId: string; passed: boolean }[]> {
      const { rows } = await tx.raw<{ rows: { applicationId: string; passed: boolean }[] }>(
        `select distinct on (i.application_id) i.application_id as "applicationId", d.passed
           from meetings voted join meetings m on m.id = voted.id or m.ranking_id = voted.ranking_id and m.round < voted.round
           join agenda_items i on i.meeting_id = m.id and i.kind = 'APPLICATION' join decisions d on d.agenda_item_id = i.id
          where voted.id = ? order by i.application_id, m.round desc`,
        [meetingId],
      )
      return rows
    },

    /** The meetings that were held on a provisional ranking, in their order (art. 7). */
    heldOn: (rankingId: string): Promise<{ id: string; startsAt: Date }[]> =>
      tx('meetings')
        .where({ ranking_id: rankingId, status: 'HELD' })
        .whereNotNull('starts_at')
        .orderBy('round')
        .select<{ id: string; startsAt: Date }[]>({ id: 'id', startsAt: 'starts_at' }),
  }
}
