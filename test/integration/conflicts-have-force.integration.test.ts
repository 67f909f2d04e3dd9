import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { approvalRoutes } from '../../api/approval.ts'
import { routes } from '../../api/routes.ts'
import { demoSessionRoutes } from '../../api/session.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { ACT_KINDS } from '../../domain/act/act.ts'
import type { ActKind } from '../../domain/act/act.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import { asId, newId } from '../../domain/shared/ids.ts'
import type { PersonId } from '../../domain/shared/ids.ts'
import { workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'
import { tasks } from '../../tasks/registry.ts'
import { decisionOf } from '../../tasks/task.ts'
import { tellLateConflict } from '../../use-cases/evaluation/tell-late-conflict.ts'
import { substituteEvaluator } from '../../use-cases/evaluation/substitute-evaluator.ts'
import { apiOf } from '../support/api.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'
import { ACTS, ACT_TASKS, TASKS, VERBS } from '../support/what-is-decided.ts'
import type { Force } from '../support/what-is-decided.ts'
import { TIES, personOf, tiedPeople } from '../support/tied-people.ts'

let database: TestDatabase
let scenario: ProjectScenario
let subjects: Record<string, string>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
  subjects = await tiedPeople(database, scenario)
}, 120_000)
afterAll(() => database.close())

const SUBJECT_OF_ACT: Readonly<Record<ActKind, string>> = {
  ...{ GUIDANCE_ADOPTION: 'guidanceDocumentId', CALL_NOTICE: 'callId', RANKING_APPROVAL: 'rankingId' },
  ...{
    PLAN_APPROVAL: 'planVersionId',
    GRANT: 'projectId',
    LIQUIDATION: 'paymentId',
    FINAL_RETURN: 'cycleId',
  },
}

const openItem: UseCase<string, unknown> = (context, id) => workItemToDo(context, id)
const outcomeOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'ALLOWED',
    (error: unknown) =>
      error instanceof BusinessError && error.code === 'CONFLICT_EXCLUDED' ? error.facts : error,
  )

async function attempt(element: string, tieName: string, variables: Record<string, unknown>) {
  const task = tasks.find((one) => one.element === element)!
  const named = ['Task_ScoreApplication', 'Task_DeclareConflicts'].includes(element)
  const role = named ? 'COMMITTEE_MEMBER' : task.role
  const personId = personOf(tieName)
  const held = await database.stores.network.functionsOf(personId, database.today())
  if (held.every((one) => one.role !== role)) return null
  const actor = await scenario.steps.actor(personId, role)
  const id = newId<string>()
  const opened: Record<string, unknown> = { ...variables, cycleId: scenario.cycleId }
  const context = { stores: database.stores, files: database.files, now: database.clock.now() }
  await database.stores.workItems.open({
    ...{ id, engineId: 'test-engine', elementInstanceKey: id, processInstanceKey: '1', element },
    ...{
      cycleId: scenario.cycleId,
      subjectId: String(opened[task.subject]),
      role: task.role,
    },
    ...{ chairToo: false, personId: named ? personId : null, bodyId: null, applicationId: null },
    ...{ ofEvaluation: false, evaluatedCallId: null, variables: {}, state: 'OPEN', dueAt: null },
    decides: await decisionOf(task, context, opened),
    openedAt: database.clock.now(),
  })
  const outcome = await outcomeOf(database.run(actor, openItem, id))
  /* A sheet, asked of one person, is closed to it by the wall on its application. */
  if (!named)
    expect([element, tieName, await lists(actor, id)]).toEqual([element, tieName, outcome === 'ALLOWED'])
  return outcome
}

/* Whether the task is offered to who would be refused it. */
async function lists(actor: Actor, id: string): Promise<boolean> {
  const { element_id: element } = (await database.knex('work_items').where({ id }).first())!
  const { items } = await database.reads.inbox.openTasks(actor, { element, limit: 100 })
  return items.some((one) => one.id === id)
}

const expected = (force: Force, tieName: string): unknown => {
  const { bars } = TIES[tieName]!
  if (!bars.some((one) => one === force)) return 'ALLOWED'
  const personal = bars.includes('PROJECT')
  return { article: personal ? 'art. 6-bis L. 241/1990; art. 6 e 7 DPR 62/2013' : 'art. 5' }
}

describe('a conflict has force wherever somebody decides', () => {
  it('names every task, every act and every verb', () => {
    expect([...Object.keys(TASKS), ...ACT_TASKS].toSorted()).toEqual(
      tasks.map((one) => one.element).toSorted(),
    )
    expect(Object.keys(ACTS).toSorted()).toEqual(Object.keys(ACT_KINDS).toSorted())
    const verbs = [...routes, ...demoSessionRoutes].filter(({ method }) => method !== 'get')
    const declared = verbs.map(({ method, path, decides }) => [
      `${method} ${path}`,
      decides === undefined
        ? null
        : typeof decides === 'function'
          ? decides({ params: new Proxy({}, { get: () => 'id' }) as never }).matter
          : Object.keys(decides)[0]!.toUpperCase(),
    ])
    expect(Object.fromEntries(declared)).toEqual(VERBS)
  })

  it.each(Object.keys(TIES))(
    'in every task, to who has %s (art. 5; L. 241/1990 art. 6-bis; DPR 62/2013)',
    async (tieName) => {
      const found: Record<string, unknown> = {}
      const should: Record<string, unknown> = {}
      for (const [element, force] of Object.entries(TASKS)) {
        const outcome = await attempt(element, tieName, subjects)
        if (outcome === null) continue
        found[element] = outcome
        should[element] = expected(force, tieName)
      }
      expect(found).toEqual(should)
      expect(Object.keys(found).length).toBeGreaterThanOrEqual(Object.keys(TASKS).length - 2)
    },
  )

  it.each(Object.keys(ACTS) as ActKind[])(
    'in the adoption and the publication of an act of kind %s',
    async (kind) => {
      const actProposalId = newId<string>()
      await database.arrange((tx) =>
        tx('act_proposals').insert({
          ...{
            id: actProposalId,
            cycle_id: scenario.cycleId,
            kind,
            subject_id: subjects[SUBJECT_OF_ACT[kind]]!,
          },
          ...{ title: kind, status: 'EFFECTIVE', proposed_at: database.clock.now() },
        }),
      )
      const found: unknown[] = []
      const should: unknown[] = []
      for (const element of ACT_TASKS)
        for (const tieName of Object.keys(TIES)) {
          found.push([element, tieName, await attempt(element, tieName, { actProposalId })])
          should.push([element, tieName, expected(ACTS[kind], tieName)])
        }
      expect(found).toEqual(should)
    },
  )

  it.each(Object.keys(TIES))('in the verbs that decide, to who has %s', async (tieName) => {
    const actor = await scenario.steps.actor(personOf(tieName), 'PROCESS_OWNER')
    const bars = (force: Force) => TIES[tieName]!.bars.some((one) => one === force)
    const api = apiOf(database, approvalRoutes, { actorOf: () => Promise.resolve(actor) })
    const path = `/api/submissions/${subjects['submissionId']}/outcome`
    const outcome = { outcome: 'VALIDATED', protocolNumber: 'M1.2027.001', decidedOn: '2027-01-20' }
    const sent = await api.post(path).send(outcome)
    expect([sent.text.includes('CONFLICT_EXCLUDED'), sent.status === 403]).toEqual([
      bars('PROJECT'),
      bars('PROJECT'),
    ])
    const of = { callId: subjects['callId']!, application: subjects['applicationId']! }
    const conflict = { ...of, reason: 'OWN_INTEREST' as const, explanation: 'x' }
    const other = { ...conflict, personId: asId<PersonId>(demoPersonId('DEPUTY_ASSOLOMBARDA')) }
    const late = await outcomeOf(database.run(actor, tellLateConflict, other))
    expect(late).toEqual(bars('EVALUATION') ? expected('EVALUATION', tieName) : 'ALLOWED')
    const ask = { scoringId: subjects['scoringId']!, reason: 'x' }
    const called = await database.run(actor, substituteEvaluator, ask).then(
      () => null,
      (error: unknown) => (error instanceof BusinessError ? error.code : error),
    )
    expect(called === 'NOT_FOUND').toBe(bars('EVALUATION'))
  })

  it('never offers a task to who is barred, and leaves it to a substitute who is not (art. 5, 8)', async () => {
    const barred = await scenario.steps.actor(personOf('an own office in a body of it'), 'FINANCE')
    const free = await scenario.steps.actor(personOf('no tie'), 'FINANCE')
    const ask = {
      paymentId: subjects['paymentId']!,
      cycleId: scenario.cycleId,
      projectId: scenario.projectId,
    }
    const id = await scenario.steps.open('Task_ApprovePaymentFinance', ask)
    const offered = (await scenario.steps.load(free, id)).others.map(({ personId }) => personId)
    expect(offered).toContain(personOf('the tie of the seat'))
    expect(offered).not.toContain(barred.personId)
    const substitute = demoPersonId('DEPUTY_CONFCOOPERATIVE')
    await database.stores.network.addSubstitution({
      ...{ id: newId<string>(), personId: substitute, of: barred.functionId!, act: 'Atto 1/2027' },
      ...{ from: database.today(), until: addDays(database.today(), 30) },
    })
    const inPlace = await scenario.steps.actor(substitute, 'FINANCE')
    expect(inPlace.standsFor?.personId).toBe(barred.personId)
    expect(await outcomeOf(database.run(inPlace, openItem, id))).toBe('ALLOWED')
  })
})
