import type { Route } from '../../api/route.ts'
import { MOST_ROWS } from '../../db/platform/page.ts'
import type { Tables } from '../../db/tables.ts'

/** The rows that each place of an address may name, by what stands before it; what is not here names nothing of an
   application, and the reason is told. */
export const NAMED: Readonly<Record<string, { table: keyof Tables; key: string } | { one: string }>> = {
  'work-items': { table: 'work_items', key: 'id' },
  tasks: { table: 'work_items', key: 'id' },
  'call-draft': { one: 'grant' },
  call: { one: 'grant' },
  corrections: { table: 'call_corrections', key: 'id' },
  correction: { one: 'grant' },
  'correction-draft': { one: 'grant' },
  cycles: { table: 'cycles', key: 'id' },
  calls: { table: 'calls', key: 'id' },
  applications: { table: 'applications', key: 'id' },
  meetings: { table: 'meetings', key: 'id' },
  documents: { table: 'documents', key: 'id' },
  acts: { table: 'act_proposals', key: 'id' },
  processes: { table: 'process_instances', key: 'process_instance_key' },
  interventions: { table: 'interventions', key: 'id' },
  people: { table: 'persons', key: 'id' },
  bodies: { table: 'bodies', key: 'id' },
  seats: { table: 'committee_seats', key: 'id' },
  attachments: { one: 'TECHNICAL_SHEET' },
  letters: { one: '00000000000' },
  'guidance-documents': { table: 'guidance_documents', key: 'id' },
  plans: { one: 'none before the ranking' },
  submissions: { one: 'none before the ranking' },
  projects: { one: 'none before the ranking' },
  payments: { one: 'none before the ranking' },
  invitations: { one: 'token' },
  mail: { one: 'the demo’s box' },
  files: { one: 'DOCUMENT_1' },
  'working-groups': { table: 'working_groups', key: 'id' },
  reports: { table: 'working_group_reports', key: 'id' },
  requests: { table: 'lead_requests', key: 'id' },
  communications: { table: 'communications', key: 'id' },
  receipts: { table: 'pec_receipts', key: 'id' },
}

/** What asks as much as one answer gives of an operation that is a list; of any other nothing. */
export const wholeOf = ({ query }: Route): string =>
  query?.safeParse({ limit: MOST_ROWS }).success === true ? `?limit=${MOST_ROWS}` : ''
