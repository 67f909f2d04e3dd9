import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { PersonId } from '../../domain/shared/ids.ts'
import { localDate } from '../../domain/shared/local-date.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import {
  APPLICATIONS,
  fillEmptyTables,
  seedPerson,
  seedWalledWorld,
} from '../../test/support/walled-world.ts'
import { CASES, seesRankingCorrection } from '../../test/support/wall-cases.ts'
import type { Case, Sees } from '../../test/support/wall-cases.ts'
import { groupRules } from '../../test/support/wall-groups.ts'
import { viewing } from '../platform/viewer.ts'
import type { Viewer } from '../platform/viewer.ts'
import { closed, open, openBut } from './access.ts'
import { walled } from './wall.ts'

type Row = Record<string, unknown>

/* What each stage of the call changes: before the closing nobody reads, after the outcome (or where nothing came) all but
   those who take no part. Of the other call, whose outcome is out, the same is seen all the time. */
const STAGES = {
  'while it takes applications': { status: 'PUBLISHED', outcome_published_at: null },
  'while it is evaluated': { status: 'CLOSED', outcome_published_at: null },
  'once it is deserted': { status: 'DESERTED', outcome_published_at: null },
  'once the outcome is published': { status: 'CLOSED', outcome_published_at: new Date('2027-09-01') },
} as const
type Stage = keyof typeof STAGES

function seenBy(name: string, one: Case, stage: Stage): Sees {
  const letters = (ids: string): string[] => ids.split('')
  const own = (ids: string): string[] =>
    letters(ids).filter(
      (id) => one.role === 'ALLIANCE_LEAD' && one.body === (id === 'W' ? 'lead A' : `lead ${id}`),
    )
  const within = (ids: string[]) => new Set(ids.filter((id) => (one.only ?? id) === id))
  const takesPart = one.role !== null && one.role !== 'NETWORK_MEMBER'
  const opened = (ids: string): string[] =>
    one.role === 'ALLIANCE_LEAD' ? own(ids) : takesPart ? letters(ids) : []
  const evaluates = STAGES[stage].status === 'CLOSED'
  const isOver = stage === 'once it is deserted' || stage === 'once the outcome is published'
  const content = [...own('ABCWD'), ...letters(evaluates ? one.content : ''), ...opened(isOver ? 'ABCW' : '')]
  const evaluation = [...letters(evaluates ? one.evaluation : ''), ...opened(isOver ? 'ABCW' : '')]
  const all = one.wholeCall || stage === 'once the outcome is published'
  return {
    personId: one.person ?? name,
    role: one.role,
    body: one.body ?? null,
    only: one.only ?? null,
    content: within([...content, ...opened('Z')]),
    evaluation: within([...evaluation, ...opened('Z')]),
    calls: new Set(all ? ['K', 'K2'] : ['K2']),
    reasons: one.reasons ?? false,
  }
}

/* The rows of every table, as the owner reads them. */
type World = Readonly<Record<string, readonly Row[]>>
const rowOf = (world: World, table: string, id: unknown): Row =>
  world[table]!.find((row) => row['id'] === id)!
type Rule = (row: Row, sees: Sees, world: World) => boolean
const content: Rule = (row, { content }) => content.has(row['application_id'])
const evaluation: Rule = (row, { evaluation }) => evaluation.has(row['application_id'])
const item: Rule = (row, sees, world) =>
  (row['application_id'] === null || sees.evaluation.has(row['application_id'])) &&
  (row['kind'] !== 'RANKING' || sees.calls.has(rowOf(world, 'meetings', row['meeting_id'])['subject_id']))
const ofItem: Rule = (row, sees, world) =>
  item(rowOf(world, 'agenda_items', row['agenda_item_id']), sees, world)
const ofCall: Rule = (row, { calls }) => calls.has(row['call_id'])
const ofCallOrNone = (row: Row, { calls }: Sees): boolean =>
  row['evaluated_call_id'] === null || calls.has(row['evaluated_call_id'])
/* Of the one application that a substitution is of, by what is decided or told of; Z is alone in its call. */
const isWithin = (subject: unknown, { only }: Sees): boolean =>
  only === null || subject === only || (only === 'Z' && subject === 'K2')
const task: Rule = (row, sees) =>
  isWithin(row['decides_on'], sees) &&
  ofCallOrNone(row, sees) &&
  (row['application_id'] === null ||
    (row['of_evaluation'] === true ? sees.evaluation : sees.content).has(row['application_id']))
const ofTask: Rule = (row, sees, world) => task(rowOf(world, 'work_items', row['work_item_id']), sees, world)

/* What is seen of each table behind the wall (art. 5), said apart from SQL. */
const known: Rule = (row, sees, world) => sees.reasons && evaluation(row, sees, world)
/* Whose sheets of others are open: nobody's who evaluates in the office's name or has an own sheet to hand in, the chair too; once
   the outcome is published everybody's who sees the evaluation. */
function opensSheets(callId: unknown, { personId, role }: Sees, world: World): boolean {
  const own = (table: string, status: string) =>
    world[table]!.some(
      (row) => row['call_id'] === callId && row['person_id'] === personId && row['status'] === status,
    )
  if (rowOf(world, 'calls', callId)['outcome_published_at'] !== null) return true
  if (role === 'PROCESS_OWNER') return !own('conflict_declarations', 'DECLARED')
  return role === 'COMMITTEE_MEMBER' && !own('scorings', 'REQUESTED')
}
const knowsAsker: Rule = (row, { personId, role, only }) =>
  row['asked_by'] === personId || (only === null && (role === 'PROCESS_OWNER' || role === 'CASE_OFFICER'))
const RULES: Readonly<Record<string, Rule>> = {
  call_questions: knowsAsker,
  call_corrections: (row, { role, only }) =>
    row['status'] === 'PUBLISHED' || (only === null && (role === 'PROCESS_OWNER' || role === 'CASE_OFFICER')),
  ranking_corrections: seesRankingCorrection,
  applications: (row, { content }) => content.has(row['id']),
  replaced_attachments: (row, { content }) => content.has('D') && row['application_id'] === 'D',
  ...{ application_attachments: content, application_partners: content, partner_confirmations: content },
  ...{ partner_invitations: content, communications: content, pec_receipts: content },
  ...{ budget_lines: content, expected_results: content, admissibility_checks: content },
  ...{ admissibility_decisions: content, partner_decisions: content, work_item_files: ofTask },
  ...{ lead_requests: content, reshapings: content, reshaped_budget_lines: content },
  assigned_officers: (row, sees) =>
    (row['project_id'] !== null && isWithin(row['application_id'], sees)) || evaluation(row, sees, {}),
  ...{ scorings: evaluation, aggregated_scores: evaluation, ranking_entries: evaluation },
  ...{ slid_grants: evaluation, panel_appointments: evaluation, declared_conflicts: known },
  process_instances: (row, sees) =>
    ofCallOrNone(row, sees) && (row['application_id'] === null || sees.evaluation.has(row['application_id'])),
  interventions: ({ process_instance_key: key }, sees, world) =>
    world['process_instances']!.some(
      (one) => one['process_instance_key'] === key && RULES['process_instances']!(one, sees, world),
    ),
  scores: (row, sees, world) => {
    const sheet = rowOf(world, 'scorings', row['scoring_id'])
    const isOwn = sheet['person_id'] === sees.personId
    return evaluation(sheet, sees, world) && (isOwn || opensSheets(sheet['call_id'], sees, world))
  },
  sheet_readings: (row, sees, world) => row['person_id'] === sees.personId || ofCall(row, sees, world),
  ...{ rankings: ofCall, application_forms: content },
  conflict_declarations: (row, { personId, reasons, calls, only }) =>
    row['person_id'] === personId || (only === null && (reasons || calls.has(row['call_id']))),
  late_conflicts: (row, sees, world) => known(row, sees, world) && row['person_id'] !== sees.personId,
  exclusions: (row, sees, world) =>
    known(row, sees, world) && sees.evaluation.has(row['cause_application_id']),
  ...{ agenda_items: item, votes: ofItem, room_movements: ofItem, decisions: ofItem, work_items: task },
  meeting_answers: (row, { personId, role, reasons }) =>
    row['person_id'] === personId || role === 'COMMITTEE_SECRETARY' || reasons,
  item_exclusions: (row, sees, world) => {
    const { meeting_id } = rowOf(world, 'agenda_items', row['agenda_item_id'])
    const callId = rowOf(world, 'meetings', meeting_id)['subject_id']
    return ofItem(row, sees, world) && sees.reasons && sees.calls.has(callId)
  },
  documents: (row, sees) =>
    isWithin(row['subject_id'], sees) &&
    ofCallOrNone(row, sees) &&
    (row['application_id'] === null || sees.content.has(row['application_id'])) &&
    (row['reserved'] === false || sees.reasons),
  drawn_applications: (row, sees, world) =>
    (sees.role === 'PROCESS_OWNER' || sees.role === 'CASE_OFFICER') && evaluation(row, sees, world),
  call_draft_parts: (row, sees, world) => sees.role === 'PROCESS_OWNER' && ofTask(row, sees, world),
  ...groupRules,
  calendar_feeds: (row, sees) => row['person_id'] === sees.personId,
  call_correction_parts: (_row, { role, only }) => role === 'PROCESS_OWNER' && only === null,
  task_drafts: (row, sees, world) => row['person_id'] === sees.personId && ofTask(row, sees, world),
}

/* To which meetings: leads not to those of evaluation, bodies of the network to its own alone (art. 4, 5). */
const isConvened = ({ stage }: Row, role: string | null): boolean =>
  role === 'NETWORK_MEMBER' ? stage === 'NETWORK' : role !== 'ALLIANCE_LEAD' || stage !== 'EVALUATION'
const tellsMails: Rule = (row, sees, world) =>
  sees.role === 'PROCESS_OWNER' && sees.only === null && RULES['process_instances']!(row, sees, world)
const mailOf = (row: Row): Row => ({ id: `mail ${String(row['process_instance_key'])}` })
/* How a vote on a call's applications ended is told to whom sees all of them. */
const withVote = (row: Row, { calls }: Sees): Row =>
  row['stage'] !== 'EVALUATION' || calls.has(row['subject_id']) ? row : { ...row, approved: null }

let database: TestDatabase
let world: Record<string, Row[]>
const readable = [...Object.keys(walled), ...open]

beforeAll(async () => {
  database = await createTestDatabase()
  await seedWalledWorld(database)
  for (const [name, { facts }] of Object.entries(CASES))
    if (facts !== undefined) await seedPerson(database, name, facts)
  await fillEmptyTables(database)
}, 60_000)
afterAll(() => database.close())

const standingInFor = (applicationId: string) => ({
  ...{ personId: 'replaced' as PersonId, displayName: 'x', act: 'x', until: localDate('2027-12-31') },
  only: { applicationId, code: null },
})
/* Anybody reads what is answered; who asked it, whoever asked and the office alone. */
const asShown = ({ id, call_id, text, asked_at, answer, answered_at, ...row }: Row, known: boolean): Row => ({
  ...{ id, call_id, text, asked_at, answer, answered_at },
  ...{ asked_by: known ? row['asked_by'] : null, body_id: known ? row['body_id'] : null },
})
/* A ranking is anybody's once its outcome is published, and nobody's before (D.Lgs. 33/2013 art. 26). */
const publishedIn = (stage: Stage): string[] =>
  STAGES[stage].outcome_published_at === null ? ['Z'] : [...APPLICATIONS]
const inOrder = (row: Row): Row => Object.fromEntries(Object.entries(row).toSorted())
const sorted = (rows: readonly Row[]): string[] => rows.map((row) => JSON.stringify(row)).toSorted()

describe.each(Object.keys(STAGES) as Stage[])('the wall in SQL, %s (art. 5)', (stage) => {
  beforeAll(async () => {
    await database.arrange((tx) => tx('calls').where({ id: 'K' }).update(STAGES[stage]))
    world = {}
    for (const table of [...readable, ...Object.keys(openBut)]) world[table] = await database.owner(table)
  })

  it.each(Object.entries(CASES))(
    'shows to %s exactly the rows that it should, of every table',
    async (name, one) => {
      const viewer: Viewer = {
        ...{ personId: one.person ?? name, role: one.role, bodyId: one.body ?? null },
        seatId: one.facts?.seat ?? null,
        standsFor: one.only === undefined ? null : standingInFor(one.only),
      }
      const sees = seenBy(name, one, stage)
      const seen: Record<string, string[]> = {}
      const expected: Record<string, string[]> = {}
      await viewing(database)(viewer, async (tx) => {
        for (const table of readable) {
          seen[table] = sorted(await tx(table))
          const rule = RULES[table] ?? (() => true)
          expected[table] = sorted(world[table]!.filter((row) => rule(row, sees, world)))
        }
        seen['known_questions'] = sorted((await tx('known_questions')).map(inOrder))
        const questions = world['call_questions']!.filter(
          (row) => row['answer'] !== null || knowsAsker(row, sees, world),
        )
        expected['known_questions'] = sorted(
          questions.map((row) => inOrder(asShown(row, knowsAsker(row, sees, world)))),
        )
        seen['published_entries'] = sorted(await tx('published_entries').select('code'))
        expected['published_entries'] = sorted(publishedIn(stage).map((code) => ({ code })))
        seen['instance_mails'] = sorted(await tx('instance_mails').select('id'))
        const instances = world['process_instances']!.filter((row) => tellsMails(row, sees, world))
        expected['instance_mails'] = sorted(instances.map(mailOf))
        seen['known_meetings'] = sorted((await tx('known_meetings')).map(inOrder))
        const known = world['meetings']!.filter((row) => isConvened(row, one.role))
        expected['known_meetings'] = sorted(known.map((row) => inOrder(withVote(row, sees))))
      })
      expect(seen).toEqual(expected)
      for (const table of [...Object.keys(closed), ...Object.keys(openBut)])
        await expect(viewing(database)(viewer, (tx) => tx(table))).rejects.toThrow('permission denied')
    },
  )
})

describe('the matrix', () => {
  it('has a rule for each table behind the wall, and a row in every table', async () => {
    expect(Object.keys(RULES).toSorted()).toEqual(Object.keys(walled).toSorted())
    const empty = []
    for (const table of [...readable, ...Object.keys(openBut), ...Object.keys(closed)])
      if ((await database.owner(table).limit(1)).length === 0) empty.push(table)
    expect(empty).toEqual(['body_names'])
  })
})
