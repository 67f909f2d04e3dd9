import { OF_ALL, ROLE, VIEWER } from './who-asks.ts'

const seen = (id: string) => `exists (select 1 from working_groups g where g.id = ${id}`

/** Who sees a working group of the committee: offices and committee all of them, others, once it is constituted, the one in which they or
 * the body acted for take part. Taking part opens the group and nothing else (art. 5). */
export const workingGroups = {
  working_groups: `${OF_ALL} and (${ROLE} in ('PROCESS_OWNER','CASE_OFFICER','FINANCE','COMMITTEE_MEMBER','COMMITTEE_SECRETARY')
    or status <> 'PROPOSED' and id in (select w.id from groups_of_viewer() w))`,
  working_group_members: `${seen('working_group_id')})`,
  working_group_reports: `${seen('working_group_id')} and (handed_in_at is not null or g.referent_id = ${VIEWER}))`,
}
