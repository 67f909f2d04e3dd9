import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { allianceRoutes } from '../../api/alliance.ts'
import { networkPeopleRoutes } from '../../api/network-people.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { derivedId } from '../../domain/shared/ids.ts'
import type { Role } from '../../domain/shared/roles.ts'
import { PERSON, apiOf } from '../../test/support/api.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createProjectScenario } from '../../test/support/project-scenario.ts'
import type { ProjectScenario } from '../../test/support/project-scenario.ts'

const OWNER = demoPersonId('PROCESS_OWNER')
/* Who scored the first project; nobody of the two has a tie to it. */
const SCORERS = ['TITULAR_CISL', 'TITULAR_UTR_MILANO'] as const
const said = {
  contribution: 'Ospita gli incontri',
  act: 'Adesione del 02/02/2027, prot. 145/2027',
  reason: 'Ampliamento dell’alleanza',
}

interface Flag {
  person: string | null
  reason: string | null
}
interface Answer {
  status: number
  body: { flags: number; details?: { problems: { path: string; code: string }[] } }
}

let database: TestDatabase
let scenario: ProjectScenario
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createProjectScenario(database)
  await scenario.agree(scenario.projectId)
  await scored()
}, 120_000)
afterAll(() => database.close())

/* The sheets that the adopted ranking stands on. */
async function scored(): Promise<void> {
  const callId = scenario.call.id
  const { applicationId } = await database.stores.projects.get(scenario.projectId)
  const at = database.clock.now()
  await database.arrange(async (tx) => {
    await tx('scoring_rounds').insert({
      id: 'round',
      call_id: callId,
      number: 1,
      due_at: at,
      status: 'CLOSED',
    })
    for (const code of SCORERS) {
      const sheet = { id: code, round_id: 'round', call_id: callId, application_id: applicationId }
      const done = {
        person_id: demoPersonId(code),
        status: 'SCORED' as const,
        requested_at: at,
        scored_at: at,
      }
      await tx('scorings').insert({ ...sheet, ...done })
      const ranking_id = derivedId<string>('provisional', derivedId<string>('test-ranking', callId))
      await tx('ranking_sheets').insert({ ranking_id, scoring_id: code })
    }
  })
}

const codeOf = async (body: string): Promise<string> =>
  (await database.stores.network.findBody(demoBodyId(body)))?.taxCode ?? ''
const join = async (body: object, as: string = OWNER): Promise<Answer> =>
  await apiOf(database, allianceRoutes)
    .post(`/api/projects/${scenario.projectId}/adhesions`)
    .set(PERSON, as)
    .send({ ...said, joinedOn: database.today(), ...body })
const problems = ({ status, body }: Answer) => [
  status,
  body.details?.problems.map(({ path, code }) => [path, code]),
]
const flagsSeenBy = async (code: string, role: Role): Promise<Flag[]> => {
  const found = await database.reads.projects.find(await scenario.person(code, role), scenario.projectId)
  return found?.flags ?? []
}
const ranked = () => database.knex('ranking_entries').orderBy('application_id')

describe('a body that joins an alliance once it is set up (art. 9)', () => {
  it('is recorded by the process owner alone, by its adhesion, once', async () => {
    const body = await codeOf('CGIL')
    expect((await join({ body }, demoPersonId('CASE_OFFICER_1'))).status).toBe(403)
    expect(problems(await join({ body, joinedOn: '2026-01-01' }))).toEqual([422, [['joinedOn', 'TOO_EARLY']]])
    expect((await join({ body })).body.flags).toBe(0)
    expect(problems(await join({ body }))).toEqual([422, [['body', 'KNOWN']]])
    const project = await database.reads.projects.find(await scenario.person('FINANCE_1'), scenario.projectId)
    expect(project?.adhesions.map(({ act }) => act)).toEqual([said.act])
  })

  it('is entered with its name and kind where nobody has named it yet', async () => {
    const body = '02438750586'
    expect(problems(await join({ body }))).toEqual([422, [['name', 'MISSING']]])
    expect((await join({ body, name: 'Cooperativa Aurora', kind: 'THIRD_SECTOR' })).status).toBe(201)
  })

  it('joins no alliance that is not set up', async () => {
    const [, other = ''] = scenario.projectIds
    const answer: Answer = await apiOf(database, allianceRoutes)
      .post(`/api/projects/${other}/adhesions`)
      .set(PERSON, OWNER)
      .send({ ...said, joinedOn: database.today(), body: await codeOf('CGIL') })
    expect(problems(answer)).toEqual([422, [['joinedOn', 'NO_ALLIANCE']]])
  })
})

describe('a conflict that comes out once the ranking is adopted is a flag on the project (art. 5, 9)', () => {
  it('when the body of a member who scored joins the alliance; no rank changes', async () => {
    const before = await ranked()
    expect((await join({ body: await codeOf('CISL') })).body.flags).toBe(1)
    expect(await flagsSeenBy('PROCESS_OWNER', 'PROCESS_OWNER')).toMatchObject([
      { person: 'Valutatore CISL', reason: expect.stringContaining('siede nel Comitato per CISL') },
    ])
    expect(await ranked()).toEqual(before)
  })

  it('when who scored takes a function in a body of the alliance, which keeps the person from its decisions', async () => {
    const { leadBodyId, applicationId } = await database.stores.projects.get(scenario.projectId)
    const lead = (await database.stores.network.findBody(leadBodyId))?.taxCode
    const given = await apiOf(database, networkPeopleRoutes)
      .post(`/api/network/people/${demoPersonId('TITULAR_UTR_MILANO')}/functions`)
      .set(PERSON, OWNER)
      .send({
        ...{ role: 'ALLIANCE_LEAD', body: lead, signatory: false, from: database.today() },
        ...{ act: 'Atto 3/2027', reason: 'Nuovo incarico' },
      })
    expect(given.status).toBe(201)
    const flags = await flagsSeenBy('PROCESS_OWNER', 'PROCESS_OWNER')
    expect(flags.filter(({ reason }) => reason?.includes('ha una carica in'))).toHaveLength(1)
    const ties = await database.stores.evaluation.tiesTo(applicationId, [demoPersonId('TITULAR_UTR_MILANO')])
    expect([...ties.values()]).toEqual([['PERSONAL']])
  })

  it('is told to the other offices without whose it is or why, to nobody else', async () => {
    expect(await flagsSeenBy('CASE_OFFICER_1', 'CASE_OFFICER')).toMatchObject([
      { person: null, reason: null },
      { person: null, reason: null },
    ])
    const lead = await scenario.leadOf(scenario.projectId)
    expect((await database.reads.projects.find(lead, scenario.projectId))?.flags).toEqual([])
  })
})
