import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => void (database = await createTestDatabase()))
afterAll(() => database.close())

/* How the planner finds the rows where it may not read the whole table. */
async function planOf(query: string): Promise<string> {
  return database.knex.transaction(async (tx) => {
    await tx.raw('set local enable_seqscan = off')
    const { rows } = await tx.raw<{ rows: { 'QUERY PLAN': string }[] }>(`explain ${query}`)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

/* As a page of the inbox asks. */
const OPEN = `work_items where state = 'OPEN'`
const IN_ORDER = `order by coalesce(due_at, 'infinity'), opened_at, id limit 51`

describe('what is asked of a table that grows', () => {
  it.each([
    [
      'a task of an instance',
      `work_items where engine_id = 'e' and process_instance_key = '1'`,
      'work_items_instance',
    ],
    ['open tasks of a person', `${OPEN} and person_id = 'p' ${IN_ORDER}`, 'work_items_person'],
    [
      'open tasks of a function',
      `${OPEN} and person_id is null and body_id is null and role = 'r' ${IN_ORDER}`,
      'work_items_role',
    ],
    [
      'open tasks of a function in its body',
      `${OPEN} and person_id is null and body_id = 'b' and role = 'r' ${IN_ORDER}`,
      'work_items_body',
    ],
    [
      'open tasks of the chair',
      `${OPEN} and person_id is null and chair_too ${IN_ORDER}`,
      'work_items_chair',
    ],
    ['tasks of a cycle', `work_items where cycle_id = 'c'`, 'work_items_cycle'],
    ['documents about something', `documents where subject_id = 's'`, 'documents_subject'],
    [
      'mails that an instance left',
      `outbox where kind = 'MAIL' and process_instance_key = '1'`,
      'outbox_mails',
    ],
    ['what was written since', `documents where created_at > now()`, 'documents_created'],
    ['rows set aside for a person to decide', `outbox where state = 'PARKED'`, 'outbox_parked'],
    [
      'messages that nobody received',
      `outbox where kind = 'PUBLISH_MESSAGE' and state = 'SENT' and sent_at < now()`,
      'outbox_unreceived',
    ],
    ['meetings of a cycle', `meetings where cycle_id = 'c'`, 'meetings_cycle'],
    ['applications that a body leads', `applications where lead_body_id = 'b'`, 'applications_lead'],
    ['alliances of a body', `application_partners where body_id = 'b'`, 'application_partners_body'],
    ['exclusions of a call', `exclusions where call_id = 'c'`, 'exclusions_call'],
    ['sheets of a call', `scorings where call_id = 'c'`, 'scorings_call'],
    ['acts of a cycle', `act_proposals where cycle_id = 'c'`, 'act_proposals_cycle'],
    ['the act of a document', `act_proposals where document_id = 'd'`, 'act_proposals_document'],
    ['what a cycle sent to the Region', `submissions where cycle_id = 'c'`, 'submissions_cycle'],
    ['projects of a cycle', `projects where cycle_id = 'c'`, 'projects_cycle'],
  ])('finds %s by an index', async (_, rows, index) => {
    expect(await planOf(`select * from ${rows}`)).toContain(index)
  })
})
