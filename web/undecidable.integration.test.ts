import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import type { Role } from '../domain/shared/roles.ts'
import { substitutePerson } from '../use-cases/network/substitute-person.ts'
import { createCallScenario } from '../test/support/call-scenario.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { pagesOf } from '../test/support/pages.ts'
import { createProjectScenario } from '../test/support/project-scenario.ts'
import type { ProjectScenario } from '../test/support/project-scenario.ts'

const LAW = 'art. 6-bis L. 241/1990; art. 6 e 7 DPR 62/2013'

async function worldOf(database: TestDatabase) {
  const scenario = await createCallScenario(database)
  const call = await scenario.openCall()
  const applicationIds = await scenario.closeCallWithAll(call.id)
  return { scenario, callId: call.id, applicationIds }
}
type World = Awaited<ReturnType<typeof worldOf>>

const holdersOf = (database: TestDatabase, role: Role): Promise<string[]> =>
  database.knex('functions').where({ role }).whereNull('stands_for').distinct().pluck('person_id')

/* A tie of the person, or of the own seat. */
const tie = (database: TestDatabase, of: { callId: string; applicationId: string }) => ({
  of: (personIds: readonly string[], kind: 'PERSONAL' | 'SEAT') =>
    database.knex('exclusions').insert(
      personIds.map((personId) => ({
        ...{ call_id: of.callId, application_id: of.applicationId, cause_application_id: of.applicationId },
        ...{ person_id: personId, full_reason: 'il perché', own_reason: 'x', basis: 'PARTNER_OWN' },
        ...{ source: 'COMPUTED', excluded_at: database.clock.now() },
        path: JSON.stringify([{ bodyId: 'b', via: kind === 'PERSONAL' ? 'OFFICE' : 'SEAT' }]),
      })),
    ),
})

describe('the page of a cycle says before it is due where a conflict leaves nobody to decide', () => {
  let database: TestDatabase
  let world: World
  let tied: ReturnType<typeof tie>
  beforeAll(async () => {
    database = await createTestDatabase()
    world = await worldOf(database)
    tied = tie(database, { callId: world.callId, applicationId: world.applicationIds[0]! })
  }, 120_000)
  afterEach(() => database.knex('exclusions').delete())
  afterAll(() => database.close())

  async function toldTo(code: string, role: Role): Promise<string> {
    const actor = await world.scenario.steps.actor(demoPersonId(code), role)
    const { text } = await pagesOf(database, actor).get(`/cycles/${world.scenario.cycleId}`)
    const section = /id="undecidable">(.*?)<\/section>/s.exec(text)?.[1] ?? ''
    return section.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ')
  }

  it.each<[Role, 'PERSONAL' | 'SEAT', string | null]>([
    ['FINANCE', 'PERSONAL', `Ragioneria, il progetto: %s (${LAW})`],
    ['FINANCE', 'SEAT', null],
    ['CASE_OFFICER', 'PERSONAL', `Istruttore, il progetto: %s (${LAW})`],
    ['CASE_OFFICER', 'SEAT', `Istruttore, l’istruttoria e la valutazione: %s (art. 5; ${LAW})`],
  ])(
    'where all of %s have a tie that is %s (art. 5; art. 6-bis L. 241/1990; art. 6-7 DPR 62/2013)',
    async (role, kind, expected) => {
      const holders = await holdersOf(database, role)
      await tied.of(holders.slice(1), kind)
      expect(await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')).toBe('')
      await tied.of(holders.slice(0, 1), kind)
      const application = await database.knex('applications').where({ id: world.applicationIds[0]! }).first()
      const named = `${application?.code} · ${application?.title}`
      const told = await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')
      if (expected === null) expect(told).toBe('')
      else expect(told).toContain(expected.replace('%s', named))
      expect(told).not.toContain('il perché')
    },
  )

  it('of the only process owner: the ranking, without naming what the wall closes to that person (art. 5)', async () => {
    await tied.of([demoPersonId('PROCESS_OWNER')], 'PERSONAL')
    const told = await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')
    expect(told).toContain(`Responsabile del procedimento, la graduatoria dell’avviso n. 1 (art. 5; ${LAW})`)
    expect(told).toContain('il progetto: una domanda dell’avviso n. 1 che non puoi vedere')
    expect(told).toContain('Sostituzione di tutta la funzione')
    const title = (await database.knex('applications').where({ id: world.applicationIds[0]! }).first())?.title
    expect(told).not.toContain(title)
  })

  it('is told to who presides, who is led to the process owner, and to nobody else', async () => {
    await tied.of(await holdersOf(database, 'FINANCE'), 'PERSONAL')
    const chair = await database
      .knex('functions as f')
      .join('committee_seats as s', 's.id', 'f.seat_id')
      .where({ 's.chair': true, 'f.seat_role': 'TITULAR' })
      .first<{ personId: string }>({ personId: 'f.person_id' })
    const actor = await world.scenario.steps.actor(chair.personId, 'COMMITTEE_MEMBER')
    const { text } = await pagesOf(database, actor).get(`/cycles/${world.scenario.cycleId}`)
    expect(text).toContain('La sostituzione la registra il responsabile del procedimento.')
    for (const [code, role] of [
      ['FINANCE_1', 'FINANCE'],
      ['CASE_OFFICER_1', 'CASE_OFFICER'],
      ['TITULAR_CISL', 'COMMITTEE_MEMBER'],
    ] as const)
      expect(await toldTo(code, role)).toBe('')
  })

  it('leads to a substitution for that application alone, also of one that is closed to the process owner (art. 5, 8)', async () => {
    await tied.of([demoPersonId('PROCESS_OWNER')], 'PERSONAL')
    const actor = await world.scenario.steps.actor(demoPersonId('PROCESS_OWNER'), 'PROCESS_OWNER')
    const http = pagesOf(database, actor)
    const { text } = await http.get(`/cycles/${world.scenario.cycleId}`)
    const address = /href="(\/network\/people\?only[^"]+)"/.exec(text)?.[1]?.replaceAll('&#x3D;', '=') ?? ''
    const link = `/network/people/${demoPersonId('FINANCE_1')}?only=`
    expect((await http.get(address)).text.replaceAll('&#x3D;', '=')).toContain(link)
    const handle = address.split('=')[1]!
    const person = (await http.get(`${link}${handle}`)).text
    expect(person).toMatch(
      new RegExp(`<option value="${handle}" selected>Solo una domanda che non puoi vedere`),
    )
    expect(person).not.toContain(world.applicationIds[0])
    const of = { functionId: String(actor.functionId), applicationId: handle }
    const days = { from: database.today(), until: database.today(), act: 'Decreto 9', reason: 'x' }
    const asked = { ...of, ...days, personId: demoPersonId('FINANCE_1') }
    const { functionId } = await database.run(actor, substitutePerson, asked)
    expect((await database.knex('functions').where({ id: functionId }).first())?.application_id).toBe(
      world.applicationIds[0],
    )
    const told = await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')
    expect(told).toContain('la graduatoria dell’avviso n. 1')
    expect(told).not.toContain('il progetto')
    await database.knex('functions').where({ id: functionId }).delete()
  })

  it('no longer, once somebody who is not tied stands in, but for another application alone (art. 8)', async () => {
    await tied.of(await holdersOf(database, 'FINANCE'), 'PERSONAL')
    expect(await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')).toContain('Ragioneria')
    const of = await database.knex('functions').where({ role: 'FINANCE' }).first()
    const today = database.today()
    const substitute = { id: 'stand-in', personId: demoPersonId('CASE_OFFICER_1'), of: String(of?.id) }
    await database.stores.network.addSubstitution({
      ...substitute,
      from: today,
      until: today,
      act: 'Decreto 9',
    })
    const only = (id?: string) =>
      database
        .knex('functions')
        .where({ id: 'stand-in' })
        .update({ application_id: id ?? null })
    await only(world.applicationIds[1])
    expect(await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')).toContain('Ragioneria')
    await only(world.applicationIds[0])
    expect(await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')).toBe('')
    await only()
    expect(await toldTo('PROCESS_OWNER', 'PROCESS_OWNER')).toBe('')
  })
})

describe('a task about a project of which a conflict bars its reader (art. 6-bis L. 241/1990; art. 6-7 DPR 62/2013)', () => {
  let database: TestDatabase
  let scenario: ProjectScenario
  let id: string
  beforeAll(async () => {
    database = await createTestDatabase()
    scenario = await createProjectScenario(database)
    const { cycleId, projectId, call } = scenario
    const { applicationId } = await database.stores.projects.get(projectId)
    id = await scenario.steps.open('Task_RecordCup', { cycleId, projectId })
    await tie(database, { callId: call.id, applicationId }).of([demoPersonId('CASE_OFFICER_1')], 'PERSONAL')
  }, 120_000)
  afterAll(() => database.close())

  const pageOf = async (code: string) => {
    const actor = await scenario.steps.actor(demoPersonId(code), 'CASE_OFFICER')
    return (await pagesOf(database, actor).get(`/tasks/${id}`)).text
  }

  it('shows neither its form nor the button that takes it, but the article and who decides instead', async () => {
    const page = await pageOf('CASE_OFFICER_1')
    expect(page).toContain(`Un conflitto di interesse ti tiene fuori da questa decisione (${LAW}).`)
    expect(page).toContain('Decide un’altra persona con la stessa funzione.')
    for (const hidden of ['Prendi in carico', 'Completa l’attività', 'name="cup"', 'act=take', 'form-js'])
      expect(page).not.toContain(hidden)
    const actor = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'), 'CASE_OFFICER')
    expect(await scenario.steps.load(actor, id)).toMatchObject({ barred: LAW, data: {}, files: [] })
    expect(await pageOf('CASE_OFFICER_2')).toContain('name="cup"')
  })

  it('is in no list of what waits; once taken before, it is told as no longer the reader’s', async () => {
    const actor = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'), 'CASE_OFFICER')
    const own = pagesOf(database, actor)
    for (const path of ['/', '/inbox']) expect((await own.get(path)).text).not.toContain(`/tasks/${id}`)
    expect(await database.reads.inbox.count(actor)).toBe(0)
    const taken = (by: string | null) =>
      database
        .knex('work_items')
        .where({ id })
        .update({ taken_by: by, taken_at: by === null ? null : database.clock.now() })
    await taken(actor.personId)
    for (const path of ['/', '/inbox'])
      expect((await own.get(path)).text).toContain(`non più tua: un conflitto ti tiene fuori (${LAW})`)
    await taken(null)
  })

  it('says that nobody is left, where it is so, and what mends it', async () => {
    const { applicationId } = await database.stores.projects.get(scenario.projectId)
    const others = (await holdersOf(database, 'CASE_OFFICER')).filter(
      (one) => one !== demoPersonId('CASE_OFFICER_1'),
    )
    await tie(database, { callId: scenario.call.id, applicationId }).of(others, 'PERSONAL')
    const page = await pageOf('CASE_OFFICER_1')
    expect(page).toContain('Oggi nessun’altra persona con questa funzione può decidere')
    expect(page).toContain('La sostituzione la registra il responsabile del procedimento.')
  })
})
