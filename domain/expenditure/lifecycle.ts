import { lifecycle } from '../shared/lifecycle.ts'
import type { StateOf } from '../shared/lifecycle.ts'

/** A period's statement of expenditure: handed in, verified whole, settled with what was admitted (art. 10). */
export const statementLifecycle = lifecycle('statement', [
  [null, 'open', 'OPEN', 'PROCESS'],
  ['OPEN', 'submit', 'SUBMITTED', 'ALLIANCE_LEAD'],
  ['SUBMITTED', 'verify', 'VERIFIED', 'CASE_OFFICER'],
  ['VERIFIED', 'settle', 'SETTLED', 'PROCESS'],
])
export type StatementStatus = StateOf<typeof statementLifecycle>
