/** Roles of people; a lead acts for its body, a member for its seat (art. 5, 8, 10). */
export const roles = [
  'PROCESS_OWNER',
  'CASE_OFFICER',
  'FINANCE',
  'COMMITTEE_MEMBER',
  'ALLIANCE_LEAD',
  'NETWORK_MEMBER',
  'COMMITTEE_SECRETARY',
] as const
export type Role = (typeof roles)[number]

/** The offices of the network lead: they run the cycles, watch them, and read all their papers (art. 8). */
export const OFFICES = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const

/** Whoever prepares an application for the committee, and the committee: they read the sheet that prepares it, which its lead does not
 * (art. 6). */
export const readsPreparation = (role: Role | null): boolean =>
  role === 'PROCESS_OWNER' || role === 'CASE_OFFICER' || role === 'COMMITTEE_MEMBER'
