import type { Sees } from './wall-cases.ts'

type Row = Readonly<Record<string, unknown>>
type World = Readonly<Record<string, readonly Row[]>>
const GROUP_ROLES = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER', 'COMMITTEE_SECRETARY']

/* Offices and committee see working groups; others those that the committee constituted and they take part in (art. 5). */
function seesGroup(row: Row, { personId, role, body, only }: Sees, world: World): boolean {
  if (only !== null) return false
  if (role !== null && GROUP_ROLES.includes(role)) return true
  const takesPart = (one: Row): boolean =>
    one['working_group_id'] === row['id'] &&
    (one['person_id'] === personId || (body !== null && one['body_id'] === body))
  return row['status'] !== 'PROPOSED' && world['working_group_members']?.some(takesPart) === true
}
const groupOf = (row: Row, world: World): Row =>
  world['working_groups']?.find(({ id }) => id === row['working_group_id']) ?? {}

/** What the matrix of the wall expects of working groups, said apart from SQL; of all other tables a group opens nothing to who takes part
 * in it (art. 5). */
export const groupRules = {
  working_groups: seesGroup,
  working_group_members: (row: Row, sees: Sees, world: World) => seesGroup(groupOf(row, world), sees, world),
  working_group_reports: (row: Row, sees: Sees, world: World) =>
    seesGroup(groupOf(row, world), sees, world) &&
    (row['handed_in_at'] !== null || groupOf(row, world)['referent_id'] === sees.personId),
}
