import type { Role } from '../../domain/shared/roles.ts'
import type { PersonFacts } from './walled-world.ts'

/** Who asks, and what is known of the person; then what is seen of the call K while it is evaluated, as art. 5 has it:
   applications whose contents are seen, those whose evaluation is, and whether what speaks of all at once is. */
export interface Case {
  role: Role | null
  body?: string
  person?: string
  facts?: PersonFacts
  content: string
  evaluation: string
  wholeCall: boolean
  reasons?: boolean
  /** The one application that the function is of. */
  only?: string
}
/** What is seen then: by whom, and of which applications and calls. */
export type Sees = {
  personId: string
  role: Role | null
  body: string | null
  only: string | null
  reasons: boolean
} & Record<'content' | 'evaluation' | 'calls', ReadonlySet<unknown>>

const member = (facts: PersonFacts, seen: string, wholeCall = false): Case => ({
  ...{ role: 'COMMITTEE_MEMBER', facts, content: seen, evaluation: seen, wholeCall },
})
/** Everybody whom the matrix of the wall asks. */
export const CASES: Readonly<Record<string, Case>> = {
  'process owner': {
    role: 'PROCESS_OWNER',
    content: 'ABC',
    evaluation: 'ABC',
    wholeCall: true,
    reasons: true,
  },
  'process owner excluded from B': {
    ...{ role: 'PROCESS_OWNER', facts: { excluded: 'B' }, content: 'AC', evaluation: 'AC' },
    ...{ wholeCall: false, reasons: true },
  },
  'officer standing in for A alone': {
    ...{ role: 'CASE_OFFICER', only: 'A', content: 'A', evaluation: 'A', wholeCall: false },
  },
  'process owner standing in for Z alone': {
    ...{ role: 'PROCESS_OWNER', only: 'Z', content: '', evaluation: '', wholeCall: false, reasons: true },
  },
  officer: { role: 'CASE_OFFICER', content: 'ABC', evaluation: 'ABC', wholeCall: true },
  'officer excluded from A': {
    ...{ role: 'CASE_OFFICER', facts: { excluded: 'A' }, content: 'BC', evaluation: 'BC', wholeCall: false },
  },
  'officer asked to declare': {
    ...{
      role: 'FINANCE',
      facts: { declaration: 'REQUESTED' },
      content: '',
      evaluation: '',
      wholeCall: false,
    },
  },
  chair: { ...member({ declaration: 'DECLARED', seat: 'seat chair' }, 'ABC', true), reasons: true },
  'chair excluded from B': {
    ...member({ declaration: 'DECLARED', seat: 'seat chair', excluded: 'B' }, 'AC'),
    reasons: true,
  },
  member: member({ declaration: 'DECLARED', seat: 'seat 1' }, 'ABC', true),
  'member excluded from A': member({ declaration: 'DECLARED', seat: 'seat 2', excluded: 'A' }, 'BC'),
  'member with a declared conflict that nobody decided': member(
    { declaration: 'DECLARED', seat: 'seat 3', declared: { application: 'B', decision: null } },
    'AC',
  ),
  'member with a waived conflict': member(
    { declaration: 'DECLARED', seat: 'seat 4', declared: { application: 'B', decision: 'NOT_EXCLUDED' } },
    'ABC',
    true,
  ),
  'member with a conflict upheld': member(
    { declaration: 'DECLARED', seat: 'seat 5', declared: { application: 'B', decision: 'EXCLUDED' } },
    'AC',
  ),
  'member who was asked to declare': member({ declaration: 'REQUESTED', seat: 'seat 6' }, ''),
  'member who let the term pass': member({ declaration: 'LAPSED', seat: 'seat 7' }, ''),
  'the member excluded from A, as process owner': {
    ...{ role: 'PROCESS_OWNER', person: 'member excluded from A', content: 'BC', evaluation: 'BC' },
    ...{ wholeCall: false, reasons: true },
  },
  'the member, as lead of C': {
    ...{ role: 'ALLIANCE_LEAD', body: 'lead C', person: 'member', content: 'C', evaluation: '' },
    wholeCall: false,
  },
  'expert for A': {
    ...{ role: 'NETWORK_MEMBER', facts: { declaration: 'DECLARED', expert: 'A' }, content: 'A' },
    ...{ evaluation: 'A', wholeCall: false },
  },
  'expert who did not declare': {
    ...{ role: 'NETWORK_MEMBER', facts: { declaration: 'REQUESTED', expert: 'A' }, content: '' },
    ...{ evaluation: '', wholeCall: false },
  },
  'lead of A, and of one withdrawn': {
    ...{ role: 'ALLIANCE_LEAD', body: 'lead A', content: 'AW', evaluation: '', wholeCall: false },
  },
  'lead of a draft': {
    ...{ role: 'ALLIANCE_LEAD', body: 'lead D', content: 'D', evaluation: '', wholeCall: false },
  },
  'network member': { role: 'NETWORK_MEMBER', content: '', evaluation: '', wholeCall: false },
  'somebody without a function': { role: null, content: '', evaluation: '', wholeCall: false },
}

type Row = Record<string, unknown>

/** Who reads what corrects a ranking: anybody once it is in force; before, the process owner who is kept from no application of the call. */
export const seesRankingCorrection = (
  row: Row,
  { personId, role, only }: { personId: string; role: Role | null; only: string | null },
  { exclusions = [] }: Readonly<Record<string, readonly Row[]>>,
): boolean =>
  row['status'] === 'IN_FORCE' ||
  (role === 'PROCESS_OWNER' &&
    only === null &&
    !exclusions.some((one) => one['call_id'] === row['call_id'] && one['person_id'] === personId))
