import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { routes } from '../../api/routes.ts'
import type { Route } from '../../api/route.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { ActKind } from '../../domain/act/act.ts'
import { ACT_KINDS } from '../../domain/act/act.ts'
import { BusinessError } from '../../domain/shared/errors.ts'
import { newId } from '../../domain/shared/ids.ts'
import { addDays } from '../../domain/shared/local-date.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { workItemToDo } from '../../procedures/cycle/work-item-access.ts'
import type { Actor, UseCase } from '../../procedures/context.ts'
import { taskOf } from '../../tasks/registry.ts'
import { apiOf } from '../support/api.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { pagesOf } from '../support/pages.ts'
import { createProjectScenario } from '../support/project-scenario.ts'
import type { ProjectScenario } from '../support/project-scenario.ts'
import { tiedPeople } from '../support/tied-people.ts'
import { TASKS } from '../support/what-is-decided.ts'

const REPLACED = { PROCESS_OWNER: 'PROCESS_OWNER', CASE_OFFICER: 'CASE_OFFICER_1', FINANCE: 'FINANCE_1' }
const ROLES = Object.keys(REPLACED) as (keyof typeof REPLACED)[]
/* Of these tasks the subject is one application, or its project. */
const OF_ONE = [
  'Task_DecideAdmissibility',
  'Task_ExamineReshaping',
  'Task_DecideLateConflict',
  'Task_RecordCup',
  'Task_RecordCommitment',
]
const OF_ONE_PAYMENT = ['Task_ApprovePaymentOffice', 'Task_ApprovePaymentFinance', 'Task_ConfirmPayment']
const WITHIN = [...OF_ONE, ...OF_ONE_PAYMENT, 'Task_VerifyStatement']
const SUBJECTS: Readonly<Record<ActKind, string>> = {
  ...{ GUIDANCE_ADOPTION: 'guidanceDocumentId', CALL_NOTICE: 'callId', RANKING_APPROVAL: 'rankingId' },
  ...{
    PLAN_APPROVAL: 'planVersionId',
    GRANT: 'projectId',
    LIQUIDATION: 'paymentId',
    FINAL_RETURN: 'cycleId',
  },
}

let database: TestDatabase
let scenario: ProjectScenario
let subjects: Record<string, string>
/* Who stands in for the application of the subjects alone, and who for another one alone. */
const standIn: Record<'own' | 'other', Partial<Record<Role, Actor>>> = { own: {}, other: {} }
const other = { applicationId: '', projectId: '' }

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
  subjects = await tiedPeople(database, scenario)
  other.projectId = scenario.projectIds[1]!
  other.applicationId = (await database.stores.projects.get(other.projectId)).applicationId
  for (const role of ROLES) {
    standIn.own[role] = await limited('DEPUTY_ASSOLOMBARDA', role, subjects['applicationId']!)
    standIn.other[role] = await limited('TITULAR_CONFCOOPERATIVE', role, other.applicationId)
  }
}, 120_000)
afterAll(() => database.close())

async function limited(code: string, role: keyof typeof REPLACED, only: string): Promise<Actor> {
  const replaced = await scenario.steps.actor(demoPersonId(REPLACED[role]), role)
  const id = newId<string>()
  await database.stores.network.addSubstitution({
    ...{ id, personId: demoPersonId(code), of: replaced.functionId!, act: 'Atto 1/2027', only },
    ...{ from: database.today(), until: addDays(database.today(), 30) },
  })
  const actor = await database.stores.network.actorOf(demoPersonId(code), database.today(), id)
  if (actor?.standsFor?.only?.applicationId !== only) throw new Error(`${code} stands in for nothing`)
  return actor
}

const openItem: UseCase<string, unknown> = (context, id) => workItemToDo(context, id)
const toldTo = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => 'ALLOWED',
    (error: unknown) => (error instanceof BusinessError ? error.code : error),
  )

async function attempts(element: string, variables: Record<string, unknown>) {
  const { role } = taskOf(element)
  const id = await scenario.steps.open(element, { ...variables, cycleId: scenario.cycleId })
  const listed = async (actor: Actor) =>
    (await database.reads.inbox.openTasks(actor, { limit: 500 })).items.some((one) => one.id === id)
  const tried = async (actor: Actor) => [await toldTo(database.run(actor, openItem, id)), await listed(actor)]
  return { own: await tried(standIn.own[role]!), other: await tried(standIn.other[role]!) }
}
const WITHIN_ONLY = { own: ['ALLOWED', true], other: ['SUBSTITUTION_LIMITED', false] }
const NOBODY = { own: ['SUBSTITUTION_LIMITED', false], other: ['SUBSTITUTION_LIMITED', false] }

describe('who stands in for one application alone (art. 5, 8; L. 241/1990 art. 6-bis)', () => {
  it.each(Object.keys(TASKS).filter((element) => Object.keys(REPLACED).includes(taskOf(element).role)))(
    'has of %s what is of that one, and is offered nothing else',
    async (element) => {
      expect(await attempts(element, subjects)).toEqual(WITHIN.includes(element) ? WITHIN_ONLY : NOBODY)
    },
  )

  it.each(Object.keys(ACT_KINDS) as ActKind[])('has of an act of kind %s the same', async (kind) => {
    const actProposalId = newId<string>()
    await database.arrange((tx) =>
      tx('act_proposals').insert({
        ...{ id: actProposalId, cycle_id: scenario.cycleId, kind, subject_id: subjects[SUBJECTS[kind]]! },
        ...{ title: kind, status: 'EFFECTIVE', proposed_at: database.clock.now() },
      }),
    )
    const expected = ['GRANT', 'LIQUIDATION'].includes(kind) ? WITHIN_ONLY : NOBODY
    for (const element of ['Task_RecordAct', 'Task_RecordPublication'])
      expect(await attempts(element, { actProposalId })).toEqual(expected)
  })

  it('is among those to whom a task of that application may be given, and of no other', async () => {
    const officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_2'), 'CASE_OFFICER')
    const id = await scenario.steps.open('Task_DecideAdmissibility', {
      ...{ ...subjects, cycleId: scenario.cycleId, admissibilityRoute: 'PROPOSE_ADMISSION' },
    })
    const offered = (await scenario.steps.load(officer, id)).others.map(({ personId }) => personId)
    expect(offered).toContain(demoPersonId('DEPUTY_ASSOLOMBARDA'))
    expect(offered).not.toContain(demoPersonId('TITULAR_CONFCOOPERATIVE'))
  })

  it.each(ROLES)('as %s, does of no function as a whole what a verb decides', async (role) => {
    const actor = standIn.own[role]!
    const found: Record<string, unknown> = {}
    const expected: Record<string, unknown> = {}
    for (const one of routes.filter(({ method, who }) => method !== 'get' && who !== 'REGION')) {
      const name = `${one.method} ${one.path}`
      found[name] = await ask(actor, one)
      expected[name] = isOpenTo(role, one)
        ? isOfFunction(one)
          ? 'SUBSTITUTION_LIMITED'
          : 'OTHERWISE'
        : 'NOT_ALLOWED'
    }
    expect(found).toEqual(expected)
  })

  it('makes somebody the officer of that application or project, and of no other', async () => {
    const api = apiOf(database, routes, { actorOf: () => Promise.resolve(standIn.own.PROCESS_OWNER!) })
    const body = { personId: demoPersonId('CASE_OFFICER_2'), reason: 'x' }
    const codes = []
    for (const path of [
      ...[`applications/${subjects['applicationId']}`, `applications/${other.applicationId}`],
      ...[`projects/${subjects['projectId']}`, `projects/${other.projectId}`],
    ])
      codes.push((await api.put(`/api/${path}/officer`).send(body)).status)
    expect(codes).toEqual([200, 403, 200, 403])
  })

  it('reads that application and its project, and nothing that is of a function as a whole', async () => {
    for (const role of ROLES) {
      const actor = standIn.own[role]!
      const api = apiOf(database, routes, { actorOf: () => Promise.resolve(actor) })
      const status = async (path: string) => (await api.get(path)).status
      expect(await status(`/api/projects/${subjects['projectId']}`)).toBe(200)
      expect(await status(`/api/projects/${other.projectId}`)).toBe(404)
      expect(await status(`/api/applications/${other.applicationId}`)).toBe(404)
      for (const one of routes.filter(
        (route) => route.method === 'get' && Array.isArray(route.who) && !route.ofOne,
      ))
        expect([one.path, await ask(actor, one)]).toEqual([
          one.path,
          isOpenTo(role, one) ? 'SUBSTITUTION_LIMITED' : 'NOT_ALLOWED',
        ])
      const cycle = await pagesOf(database, actor).get(`/cycles/${scenario.cycleId}`)
      expect(cycle.text).toContain(`/projects/${subjects['projectId']}`)
      expect(cycle.text).not.toContain(other.projectId)
      expect((await pagesOf(database, actor).get('/network/people')).status).toBe(403)
    }
  })
})

const isOpenTo = (role: Role, { who }: Route): boolean => typeof who === 'string' || who.includes(role)
const isOfFunction = ({ decides }: Route): boolean => typeof decides === 'object' && 'nothing' in decides

/* What an operation says of a request that says nothing, but for the application stood in for. */
async function ask(actor: Actor, { method, path }: Route): Promise<unknown> {
  const api = apiOf(database, routes, { actorOf: () => Promise.resolve(actor) })
  const asked = path.replace('{applicationId}', subjects['applicationId']!).replaceAll(/\{\w+\}/g, 'x')
  const { body } = (await api[method](asked).send()) as { body: { code?: string } }
  return ['SUBSTITUTION_LIMITED', 'NOT_ALLOWED'].includes(body.code ?? '') ? body.code : 'OTHERWISE'
}
