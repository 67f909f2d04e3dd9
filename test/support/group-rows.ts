type Row = Readonly<Record<string, unknown>>

/* Who takes part in every working group, outside the committee too. */
const MEMBERS: readonly Row[] = [
  { person_id: 'network member' },
  { body_id: 'lead A' },
  { name: 'somebody else' },
]

/** A group that is proposed and one that is constituted, each with members, and a report handed in and one that is not. */
export const GROUP_ROWS: readonly (readonly [table: string, row: Row])[] = [
  'PROPOSED',
  'CONSTITUTED',
].flatMap((status) => {
  const working_group_id = `group ${status}`
  const ofGroup = { working_group_id }
  return [
    ['working_groups', { id: working_group_id, status, referent_id: 'member' }],
    ...MEMBERS.map(
      (member, position) => ['working_group_members', { ...ofGroup, position, ...member }] as const,
    ),
    ['working_group_reports', { id: working_group_id, ...ofGroup, handed_in_at: new Date('2027-06-01') }],
    ['working_group_reports', { id: `${working_group_id}, to hand in`, ...ofGroup }],
  ] as const
})
