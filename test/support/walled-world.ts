import type { Knex } from 'knex'
import type { Tables } from '../../db/tables.ts'
import type { TestDatabase } from './database.ts'
import { GROUP_ROWS } from './group-rows.ts'

type Row = Record<string, unknown>
const at = new Date('2027-06-01T09:00:00Z')

/** Applications of the call K: three under evaluation, one withdrawn, one a draft; Z is of another call, whose outcome is out. */
export const APPLICATIONS = ['A', 'B', 'C', 'W', 'D', 'Z'] as const

/* What a column that nobody says anything about holds. */
const FILLERS: Readonly<Record<string, unknown>> = {
  text: 'x',
  integer: 1,
  bigint: 1,
  boolean: false,
  date: '2027-06-01',
  jsonb: '{}',
  'timestamp with time zone': at,
}

/* Every check, key of another table and trigger is about what else must hold, not about who sees a row. */
async function takeRulesAway(tx: Knex): Promise<void> {
  await tx.raw(`do $$ declare one record; begin
    for one in select conrelid::regclass as place, conname from pg_constraint
      where contype in ('c','f') and connamespace = 'public'::regnamespace loop
      execute format('alter table %s drop constraint %I cascade', one.place, one.conname);
    end loop; end $$`)
}

/** A row with what the test says of it; what must be there and is not said is filled in. */
export async function put(tx: Knex, table: string, said: Row): Promise<void> {
  const columns = await tx('information_schema.columns')
    .where({ table_schema: 'public', table_name: table, is_nullable: 'NO' })
    .where({ is_identity: 'NO', is_generated: 'NEVER' })
    .select<{ name: string; type: string }[]>('column_name as name', 'data_type as type')
  const filled = columns.map(({ name, type }) => [name, FILLERS[type]])
  await tx(table as keyof Tables).insert({ ...Object.fromEntries(filled), ...said } as never)
}

/* Tables that say something of one application, by the name of its row's own key where it has one. */
const OF_APPLICATION = {
  ...{
    application_attachments: 'id',
    application_forms: null,
    replaced_attachments: 'id',
    application_partners: null,
    partner_confirmations: null,
    partner_invitations: null,
    budget_lines: null,
    expected_results: null,
  },
  ...{ admissibility_checks: null, admissibility_decisions: null, aggregated_scores: null },
  partner_decisions: null,
  ...{ reshapings: 'request_id', reshaped_budget_lines: 'request_id' },
  ...{ lead_requests: 'id', communications: 'id', pec_receipts: 'id' },
  drawn_applications: null,
  ...{
    ranking_entries: null,
    slid_grants: null,
    panel_appointments: null,
    assigned_officers: null,
    process_instances: 'process_instance_key',
  },
} as const

/* What an item of an agenda holds. */
const OF_ITEM = ['votes', 'room_movements', 'decisions', 'item_exclusions']
/* Who has asked about every call, and what was answered. */
const ASKED = [
  ['lead of a draft', null],
  ['lead of a draft', 'answer'],
  ['network member', 'answer'],
] as const
/* Who has written a draft of every task. */
const DRAFTERS = [
  'member',
  'member excluded from A',
  'officer excluded from A',
  'lead of A, and of one withdrawn',
]

/* A mail that a step of the instance left. */
const mailOf = (key: string): Row => ({
  ...{ id: `mail ${key}`, kind: 'MAIL', process_instance_key: key, payload: '{"subject":"s","to":["a"]}' },
})

const interventionOn = (key: string): Row => ({ id: `intervention ${key}`, process_instance_key: key })

async function aboutApplication(tx: Knex, id: string, callId: string): Promise<void> {
  for (const [table, key] of Object.entries(OF_APPLICATION))
    await put(tx, table, {
      ...{ application_id: id, ...(key !== null && { [key]: `${table} ${id}` }) },
      ...((table === 'ranking_entries' || table === 'slid_grants') && { ranking_id: `ranking ${callId}` }),
    })
  await put(tx, 'outbox', mailOf(`process_instances ${id}`))
  await put(tx, 'interventions', interventionOn(`process_instances ${id}`))
  for (const person_id of ['someone', 'member']) {
    const sheet = person_id === 'someone' ? `sheet ${id}` : `sheet ${id} of a member`
    const of = { application_id: id, call_id: callId, round_id: `round of ${sheet}` }
    await put(tx, 'scorings', { id: sheet, ...of, person_id, status: 'SCORED' })
    await put(tx, 'scores', { scoring_id: sheet })
  }
  const late = { application_id: id, call_id: callId, person_id: 'member excluded from A' }
  await put(tx, 'late_conflicts', { ...late, id: `late ${id}`, decision: 'NOT_EXCLUDED' })
  await put(tx, 'ranking_sheets', { ranking_id: `ranking ${callId}`, scoring_id: `sheet ${id}` })
  const item = { id: `item ${id}`, meeting_id: `meeting ${callId}`, application_id: id, kind: 'APPLICATION' }
  await put(tx, 'agenda_items', { ...item, position: id.charCodeAt(0) })
  for (const table of OF_ITEM) await put(tx, table, { agenda_item_id: item.id })
  await put(tx, 'documents', { id: `document ${id}`, application_id: id, subject_id: id })
  for (const of_evaluation of [true, false]) {
    const task = `task ${id} ${of_evaluation}`
    const of = { application_id: id, of_evaluation, decides: 'EVALUATION', decides_on: id }
    await put(tx, 'work_items', { id: task, element_instance_key: task, ...of })
    await put(tx, 'work_item_files', { id: task, work_item_id: task })
    for (const person_id of DRAFTERS) await put(tx, 'task_drafts', { work_item_id: task, person_id })
    await put(tx, 'call_draft_parts', { work_item_id: task, part: 'grant' })
  }
}

async function aboutCall(tx: Knex, id: string): Promise<void> {
  for (const [asked_by, answer] of ASKED)
    await put(tx, 'call_questions', {
      id: `question ${id} ${asked_by} ${answer}`,
      call_id: id,
      asked_by,
      answer,
    })
  for (const [index, status] of ['PUBLISHED', 'PROPOSED', 'LAPSED', 'WITHDRAWN'].entries())
    await put(tx, 'call_corrections', { id: `${id} ${status}`, call_id: id, version: index + 2, status })
  for (const status of ['PROPOSED', 'IN_FORCE', 'WITHDRAWN'])
    await put(tx, 'ranking_corrections', { id: `${id} ${status}`, call_id: id, status, ranking_id: id })
  for (const person_id of ['reader', 'member excluded from A'])
    await put(tx, 'sheet_readings', { call_id: id, person_id })
  for (const person_id of ['member', 'chair'])
    await put(tx, 'meeting_answers', { meeting_id: `meeting ${id}`, person_id })
  /* A round is over, and in the next one the chair has a sheet to hand in. */
  await put(tx, 'scoring_rounds', { id: `round ${id}`, call_id: id, status: 'COMPLETED' })
  const applicationId = id === 'K' ? 'A' : 'Z'
  const asked = { application_id: applicationId, call_id: id, round_id: `round ${id}`, person_id: 'chair' }
  await put(tx, 'scorings', { id: `asked of the chair ${id}`, ...asked, status: 'REQUESTED' })
  await put(tx, 'call_correction_parts', { call_id: id, part: 'grant' })
  await put(tx, 'rankings', { id: `ranking ${id}`, call_id: id, status: 'ADOPTED' })
  const meeting = { stage: 'EVALUATION', subject_id: id, status: 'CONVENED', approved: true }
  await put(tx, 'meetings', { id: `meeting ${id}`, ...meeting })
  const item = { id: `item ${id}`, meeting_id: `meeting ${id}`, kind: 'RANKING', position: 1 }
  await put(tx, 'agenda_items', item)
  for (const table of OF_ITEM) await put(tx, table, { agenda_item_id: item.id })
  await put(tx, 'documents', { id: `document ${id}`, evaluated_call_id: id, subject_id: id })
  await put(tx, 'documents', {
    id: `reserved ${id}`,
    evaluated_call_id: id,
    subject_id: `reserved ${id}`,
    reserved: true,
  })
  await put(tx, 'work_items', {
    id: `task ${id}`,
    element_instance_key: id,
    evaluated_call_id: id,
    decides_on: id,
  })
  const evaluating = { process_instance_key: `evaluation ${id}`, evaluated_call_id: id }
  await put(tx, 'process_instances', evaluating)
  await put(tx, 'outbox', mailOf(evaluating.process_instance_key))
  await put(tx, 'interventions', interventionOn(evaluating.process_instance_key))
  await put(tx, 'work_item_files', { id: `task ${id}`, work_item_id: `task ${id}` })
  for (const person_id of DRAFTERS) await put(tx, 'task_drafts', { work_item_id: `task ${id}`, person_id })
}

/** Rows for the wall alone: two calls, and in every table something about each application; elsewhere one row at least. */
export async function seedWalledWorld({ arrange, owner }: TestDatabase): Promise<void> {
  await takeRulesAway(owner)
  await arrange(async (tx) => {
    await put(tx, 'calls', { id: 'K', number: 1, status: 'CLOSED' })
    await put(tx, 'calls', { id: 'K2', number: 2, status: 'CLOSED', outcome_published_at: at })
    for (const id of APPLICATIONS) {
      const callId = id === 'Z' ? 'K2' : 'K'
      const status = id === 'D' ? 'DRAFT' : id === 'W' ? 'WITHDRAWN' : 'ADMITTED'
      await put(tx, 'bodies', { id: `lead ${id}`, tax_code: `lead ${id}` })
      const said = { id, code: id, call_id: callId, status, withdrawn_at: id === 'W' ? at : null }
      await put(tx, 'applications', { ...said, lead_body_id: id === 'W' ? 'lead A' : `lead ${id}` })
      await aboutApplication(tx, id, callId)
    }
    for (const id of ['K', 'K2']) await aboutCall(tx, id)
    for (const person_id of DRAFTERS)
      await put(tx, 'calendar_feeds', { function_id: person_id, person_id, token_sha256: person_id })
    await put(tx, 'committee_seats', { id: 'seat chair', chair: true })
    await put(tx, 'meetings', { id: 'meeting guidance', stage: 'GUIDANCE', subject_id: 'G', approved: true })
    await put(tx, 'agenda_items', { id: 'item G', meeting_id: 'meeting guidance', kind: 'GUIDANCE' })
    for (const table of OF_ITEM) await put(tx, table, { agenda_item_id: 'item G' })
    await put(tx, 'meetings', { id: 'meeting network', stage: 'NETWORK', subject_id: 'N', approved: true })
    await put(tx, 'agenda_items', { id: 'item N', meeting_id: 'meeting network', kind: 'TOPIC' })
    await put(tx, 'meetings', { id: 'meeting own', stage: 'COMMITTEE', subject_id: 'C', approved: true })
    await put(tx, 'agenda_items', { id: 'item own', meeting_id: 'meeting own', kind: 'MOTION' })
    for (const table of OF_ITEM) await put(tx, table, { agenda_item_id: 'item own' })
    for (const [table, row] of GROUP_ROWS) await put(tx, table, row)
    await put(tx, 'documents', { id: 'document of all', subject_id: 'all' })
    await put(tx, 'work_items', { id: 'task of all' })
    await put(tx, 'assigned_officers', { application_id: 'A', project_id: 'P' })
  })
}

/** What stands between a person and applications: the declaration (`seat` null for an expert), and each conflict. */
export async function seedPerson(
  { arrange }: TestDatabase,
  person: string,
  { declaration, seat = null, excluded, declared, expert }: PersonFacts,
): Promise<void> {
  const id = `declaration ${person}`
  await arrange(async (tx) => {
    if (declaration !== undefined)
      await put(tx, 'conflict_declarations', {
        ...{ id, call_id: 'K', person_id: person, seat_id: seat, status: declaration },
      })
    if (excluded !== undefined)
      await put(tx, 'exclusions', {
        ...{ call_id: 'K', application_id: excluded, cause_application_id: 'C', person_id: person },
      })
    if (declared !== undefined)
      await put(tx, 'declared_conflicts', {
        ...{ declaration_id: id, application_id: declared.application, decision: declared.decision },
      })
    if (expert !== undefined)
      await put(tx, 'panel_appointments', { application_id: expert, person_id: person })
  })
}

export interface PersonFacts {
  declaration?: 'REQUESTED' | 'DECLARED' | 'LAPSED'
  seat?: string | null
  excluded?: string
  declared?: { application: string; decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null }
  expert?: string
}

/** One row in each table that has none yet. */
export async function fillEmptyTables({ arrange }: TestDatabase): Promise<void> {
  await arrange(async (tx) => {
    const tables = await tx('pg_tables').where({ schemaname: 'public' }).pluck<string[]>('tablename')
    for (const table of tables.filter((name) => !name.startsWith('knex_')))
      if ((await tx(table).limit(1)).length === 0) await put(tx, table, {})
  })
}
