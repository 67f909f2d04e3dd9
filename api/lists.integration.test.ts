import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { newId } from '../domain/shared/ids.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { createEvaluationScenario } from '../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../test/support/evaluation-scenario.ts'
import { callRoutes } from './call.ts'
import { meetingRoutes } from './meeting.ts'
import { cycleRoutes } from './cycle.ts'
import { workItemRoutes } from './work-items.ts'

type Row = Record<string, unknown> & { id: string }
type Answer = { items: Row[]; next: string | null }

const OFFICER = demoPersonId('CASE_OFFICER_1')
const OPENED = new Date('2027-02-01T09:00:00.123Z')

let database: TestDatabase
let scenario: EvaluationScenario

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
}, 120_000)
afterAll(() => database.close())

const ask = (path: string) =>
  apiOf(database, [...callRoutes, ...cycleRoutes, ...meetingRoutes, ...workItemRoutes])
    .get(path)
    .set(PERSON, OFFICER)

async function page(path: string): Promise<Answer> {
  const answer = await ask(path)
  expect(answer.status).toBe(200)
  return answer.body as Answer
}

/* Every page of a list, asked one after the other. */
async function pages(path: string, limit: number): Promise<Row[][]> {
  const begin = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`
  const all: Row[][] = []
  for (let next: string | null = ''; next !== null;) {
    const one: Answer = await page(next === '' ? begin : `${begin}&after=${next}`)
    all.push(one.items)
    next = one.next
  }
  return all
}

const applications = () => `/api/calls/${scenario.callId}/applications`
const documents = () => `/api/cycles/${scenario.cycleId}/documents`

/* Tasks of the office in every order of term, opening and id: two without a term, two opened at once. */
async function openTasks(): Promise<string[]> {
  const due = ['2027-03-01', null, '2027-02-20', '2027-03-01', null, '2027-02-20', '2027-03-01']
  const rows = due.map((day, index) => ({
    id: newId<string & { readonly task: true }>(),
    engine_id: 'engine',
    element_instance_key: String(9000 + index),
    process_instance_key: '1',
    element_id: 'Task_DecideAdmissibility',
    cycle_id: scenario.cycleId,
    subject_id: scenario.callId,
    role: 'CASE_OFFICER',
    chair_too: false,
    of_evaluation: false,
    state: 'OPEN' as const,
    variables: '{}',
    due_at: day === null ? null : new Date(`${day}T17:00:00Z`),
    opened_at: index < 2 ? OPENED : new Date(OPENED.getTime() - index),
  }))
  await database.arrange((tx) => tx('work_items').delete())
  await database.arrange((tx) => tx('work_items').insert(rows.toReversed()))
  const sorted = rows.toSorted(
    (a, b) =>
      (a.due_at?.getTime() ?? Infinity) - (b.due_at?.getTime() ?? Infinity) ||
      a.opened_at.getTime() - b.opened_at.getTime() ||
      (a.id < b.id ? -1 : 1),
  )
  return sorted.map(({ id }) => id)
}

async function recordDocuments(kinds: readonly string[]): Promise<void> {
  for (const [index, kind] of kinds.entries()) {
    const file = { sha256: String(index).repeat(64), sizeBytes: 1 }
    const createdAt = new Date(OPENED.getTime() + index)
    await database.stores.documents.recordFile({ ...file, at: createdAt })
    await database.stores.documents.record({
      ...{
        cycleId: scenario.cycleId,
        kind,
        subjectId: `subject-${index}`,
        title: kind,
        fileName: `${kind}.pdf`,
      },
      ...{ mediaType: 'application/pdf', ...file, signature: 'NONE', createdAt },
    })
  }
}

describe('a list', () => {
  it('comes in pages that hold each row once and in one order: tasks first due first, without a term last', async () => {
    const expected = await openTasks()
    for (const limit of [1, 2, 3, 7, 100]) {
      const read = await pages('/api/inbox', limit)
      expect(read.flat().map(({ id }) => id)).toEqual(expected)
      expect(read.every((rows) => rows.length <= limit && rows.length > 0)).toBe(true)
    }
  })

  it('goes on where it was when a row before and a row after were written meanwhile', async () => {
    const expected = await openTasks()
    const first = await page('/api/inbox?limit=3')
    await database.arrange((tx) =>
      tx('work_items')
        .where({ id: expected[0] ?? '' })
        .delete(),
    )
    await database.arrange((tx) =>
      tx('work_items')
        .where({ id: expected[5] ?? '' })
        .delete(),
    )
    const rest = await page(`/api/inbox?limit=100&after=${first.next}`)
    expect(rest.items.map(({ id }) => id)).toEqual([expected[3], expected[4], expected[6]])
  })

  it('of applications is sorted by code and filtered by status, of documents by day and kind', async () => {
    const codes = (await pages(applications(), 3)).flat().map(({ code }) => code)
    expect(codes).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `A1-00${number}`))
    const refused = (await pages(`${applications()}?status=NOT_ADMITTED`, 1)).flat()
    expect(refused.map(({ status }) => status)).toEqual(['NOT_ADMITTED'])
    await recordDocuments(['minutes', 'convocation', 'minutes'])
    const all = (await pages(documents(), 1)).flat()
    expect(all.map(({ kind }) => kind)).toEqual(['minutes', 'convocation', 'minutes'])
    expect((await page(`${documents()}?kind=minutes`)).items).toEqual([all[0], all[2]])
  })

  it('of meetings begins with the first held; those not convened yet come last', async () => {
    const starts = [null, '2027-03-02', '2027-02-02', null, '2027-03-01']
    const rows = starts.map((day, index) => ({
      ...{
        id: `meeting-${index}`,
        cycle_id: scenario.cycleId,
        stage: 'GUIDANCE' as const,
        subject_id: `subject-${index}`,
      },
      ...{
        round: 1,
        status: 'PLANNED' as const,
        starts_at: day === null ? null : new Date(`${day}T09:00:00Z`),
      },
    }))
    await database.arrange((tx) => tx('meetings').delete())
    await database.arrange((tx) => tx('meetings').insert(rows))
    const read = (await pages(`/api/cycles/${scenario.cycleId}/meetings`, 2)).flat().map(({ id }) => id)
    expect(read).toEqual([2, 4, 1, 0, 3].map((index) => `meeting-${index}`))
  })

  it('is filtered by a part of its codes, titles and names, in capitals or not', async () => {
    const [first] = (await page(applications())).items
    const part = String(first?.['title']).slice(2, 12)
    for (const text of [part.toUpperCase(), part.toLowerCase(), '1-001'])
      expect((await page(`${applications()}?text=${encodeURIComponent(text)}`)).items).toContainEqual(first)
    expect((await page(`${applications()}?text=%25`)).items).toEqual([])
    expect((await page(`${applications()}?status=NOT_ADMITTED&text=1-001`)).items).toEqual([])
  })

  it('says what can be asked of it where something else is', async () => {
    const answer = await ask(`${applications()}?sort=title`)
    expect(
      (answer.body as { details: { problems: { message: string }[] } }).details.problems[0]?.message,
    ).toBe(
      'Qui non si può chiedere: sort. Si può chiedere: after, limit, status, text; l’ordine di un elenco è uno solo.',
    )
  })

  it('refuses in words what no list understands: a changed key, that of another list, a sort, a filter, a length', async () => {
    const { next } = await page(`${applications()}?limit=3`)
    const key = String(next)
    const changed = `${key.slice(0, 12)}${key[12] === 'A' ? 'B' : 'A'}${key.slice(13)}`
    const forged = Buffer.from(JSON.stringify(['A1-003', 'x', 'check'])).toString('base64url')
    const wrong = [
      ...[changed, key.slice(0, -4), forged, 'null', '%00', 'a'.repeat(1001)].map((one) => `after=${one}`),
      ...['sort=title', 'status=NICE', 'limit=0', 'limit=101', 'limit=many', `status=ADMITTED&after=${key}`],
    ]
    for (const query of wrong) {
      const answer = await ask(`${applications()}?${query}`)
      expect([query, answer.status, (answer.body as { code: string }).code]).toEqual([
        query,
        400,
        'QUERY_INVALID',
      ])
    }
    expect((await ask(`/api/inbox?after=${key}`)).status).toBe(400)
    expect((await page(`${applications()}?limit=3&after=${key}`)).items).toHaveLength(3)
  })
})

describe('one task', () => {
  it('is found by its id where it is open to the person, by nobody else', async () => {
    const [id = ''] = await openTasks()
    const { inbox } = database.reads
    expect((await inbox.find(await scenario.person('CASE_OFFICER_1'), id))?.id).toBe(id)
    expect(await inbox.find(await scenario.person('TITULAR_CGIL'), id)).toBeNull()
  })
})
