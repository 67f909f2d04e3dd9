import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createEvaluationScenario, told } from '../../test/support/evaluation-scenario.ts'
import type { EvaluationScenario } from '../../test/support/evaluation-scenario.ts'
import { closeDeclarations } from '../../workers/evaluation/close-declarations.ts'
import { excludeConflictedMembers } from '../../workers/evaluation/exclude-conflicted-members.ts'

let database: TestDatabase
let scenario: EvaluationScenario
let assemi: string
let castanese: string
let asked: string[]

const excludedFrom = async (code: string) =>
  (await database.stores.evaluation.exclusionsOf(scenario.callId))
    .filter((one) => one.personId === demoPersonId(code))
    .map((one) => scenario.applicationIds.indexOf(one.applicationId))
    .sort()

const PEOPLE = ['TITULAR_CGIL', 'DEPUTY_CGIL', 'TITULAR_COMUNE_MILANO', 'DEPUTY_COMUNE_MILANO'] as const
const CGIL_PENDING = ['DEPUTY_CGIL 1', 'TITULAR_CGIL 1', 'TITULAR_CGIL 5']
const MILAN_PENDING = ['DEPUTY_COMUNE_MILANO 6', 'TITULAR_COMUNE_MILANO 6']

/* What nobody has decided yet: whose conflict, with which application. */
const pendingOf = async () =>
  (await database.stores.evaluation.declaredConflictsOf(scenario.callId))
    .filter((one) => one.decision === null)
    .map((one) => {
      const code = PEOPLE.find((each) => demoPersonId(each) === one.personId)
      return `${code} ${scenario.applicationIds.indexOf(one.applicationId)}`
    })
    .sort()

const declarationIdOf = async (code: string): Promise<string> =>
  (await database.stores.evaluation.declarationsOf(scenario.callId)).find(
    (one) => one.personId === demoPersonId(code),
  )?.id ?? ''

const nameAlike = (...codes: string[]) =>
  database
    .knex('persons')
    .whereIn('id', codes.map(demoPersonId))
    .update({ given_name: 'Mario', family_name: 'Rossi' })

const excludeFrom = (code: string, applicationId: string) =>
  database.knex('exclusions').insert({
    ...{ call_id: scenario.callId, application_id: applicationId, cause_application_id: applicationId },
    ...{ person_id: demoPersonId(code), basis: 'DECLARED', source: 'DECLARED', path: '[]' },
    ...{ full_reason: 'x', own_reason: 'x', excluded_at: database.clock.now() },
  })

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  assemi = scenario.applicationIds[0] ?? ''
  castanese = scenario.applicationIds[5] ?? ''
  asked = (await scenario.exclude())['declarationIds'] as string[]
}, 120_000)
afterAll(() => database.close())

describe('exclusions computed from the graph of bodies', () => {
  it.each<[string, string, number[]]>([
    [
      'the deputy of a body that leads, from every project (art. 5)',
      'DEPUTY_CITTA_METROPOLITANA',
      [0, 1, 2, 3, 4, 5, 6, 7],
    ],
    [
      'the seat whose service company leads, from every project (art. 5)',
      'TITULAR_COMUNE_LEGNANO',
      [0, 1, 2, 3, 4, 5, 6, 7],
    ],
    ['the seat of a partner, from that project only', 'TITULAR_CCIAA', [0]],
    ['the deputy of a partner too, from that project only', 'DEPUTY_CISL', [3]],
    ['a member with an office in a partner, from its projects', 'TITULAR_UNIVERSITA', [0, 4]],
    ['nobody for the office of somebody else of the seat', 'DEPUTY_UNIVERSITA', []],
    ['nobody for an adherent, who has to declare', 'TITULAR_COMUNE_MILANO', []],
  ])('exclude %s', async (_whom, code, expected) => {
    expect(await excludedFrom(code)).toEqual(expected)
  })

  it('ask a declaration of every titular and deputy who is left with something to evaluate (L. 241/1990 art. 6-bis)', async () => {
    const declarations = await database.stores.evaluation.declarationsOf(scenario.callId)
    expect(asked).toHaveLength(15 * 2)
    expect(declarations.map((one) => one.personId)).not.toContain(demoPersonId('TITULAR_COMUNE_LEGNANO'))
  })

  it('run twice change once', async () => {
    const before = await rowsBeside(database)
    await scenario.steps.job(excludeConflictedMembers, scenario.scope)
    expect(await rowsBeside(database)).toEqual(before)
  })

  it('tell the excluded person the tie with the own body and nothing else (art. 5)', async () => {
    const { items: told } = await database.reads.evaluation.ownExclusions(
      await scenario.person('TITULAR_COMUNE_LEGNANO'),
    )
    expect(told.map((one) => one.reason)).toEqual([
      expect.stringMatching(
        /^L’ente di appartenenza \(Comune di Legnano.*\) è legato a un ente che è capofila di un progetto presentato\.$/,
      ),
    ])
  })
})

describe('declarations (DPR 62/2013 art. 6-7)', () => {
  it('show before declaring only names and tax codes of applicant bodies', async () => {
    const titular = await scenario.person('TITULAR_ATS_MILANO')
    const own = (await database.stores.evaluation.declarationsOf(scenario.callId)).find(
      (one) => one.personId === titular.personId,
    )
    const context = { cycleId: scenario.cycleId, declarationId: own?.id ?? '' }
    const item = await scenario.steps.open('Task_DeclareConflicts', context, titular.personId)
    const { data } = await scenario.steps.load(titular, item)
    const shown = JSON.stringify(data)
    expect(shown).toContain('A.S.S.E.MI')
    expect(shown).toContain('91026030154')
    expect(shown).not.toContain('Governare gli equilibri')
    expect(shown).not.toContain('Realizza le azioni')
    expect((await database.reads.applications.ofCall(titular, scenario.callId)).items).toEqual([])
  })

  it.each(['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE'] as const)(
    'open nothing before, to a member who is %s too (L. 241/1990 art. 6-bis)',
    async (role) => {
      const personId = demoPersonId('TITULAR_ATS_MILANO')
      await scenario.steps.hold(personId, { role })
      const titular = await scenario.steps.actor(personId, role)
      expect((await database.reads.applications.ofCall(titular, scenario.callId)).items).toEqual([])
      await scenario.steps.release(personId, role)
    },
  )

  it('refuse a project from which the person is excluded, for it was not shown', async () => {
    const conflict = { applicationId: assemi, reason: 'OWN_INTEREST', explanation: 'Prova.' }
    await expect(scenario.declare(demoPersonId('TITULAR_CCIAA'), [conflict])).rejects.toThrow('INVALID_INPUT')
  })

  it('lapse at the term: who did not declare evaluates nothing, and the seat falls to the deputy', async () => {
    const relative = {
      applicationId: castanese,
      reason: 'RELATIVE_INTEREST',
      explanation: 'Una cognata ne è socia.',
    }
    const adviser = {
      applicationId: scenario.applicationIds[6] ?? '',
      reason: 'EXPEDIENCY',
      explanation: 'Rapporto di consulenza.',
    }
    const closed = await scenario.declareAll({
      TITULAR_CGIL: [relative],
      TITULAR_COMUNE_MILANO: [adviser],
      TITULAR_FORUM_FAMIGLIE: 'SILENT',
    })
    expect(closed).toEqual({ conflictsDeclared: true })
    const { data } = await panelOf(castanese)
    expect(data).not.toContain(demoPersonId('TITULAR_FORUM_FAMIGLIE'))
    expect(data).toContain(demoPersonId('DEPUTY_FORUM_FAMIGLIE'))
    expect(data).toContain(demoPersonId('DEPUTY_CGIL'))
  })

  it('show who decides the tie of the body beside what the person declares (DPR 62/2013 art. 7)', async () => {
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const { data } = await scenario.steps.load(scenario.owner, item)
    const decisions = data['decisions'] as { person: string; application: string; facts: string }[]
    const milan = decisions.find((one) => one.person === 'Valutatore Comune di Milano')
    expect(milan?.application).toMatch(/^A1-007 /)
    expect(milan?.facts.split('\n')).toEqual([
      'Altre gravi ragioni di convenienza',
      'Rapporto di consulenza.',
      'Legame dell’ente: L’ente di appartenenza (Comune di Milano) è aderente di questo progetto.',
    ])
  })

  it('are decided by somebody else than the declarer, who decides those of others (DPR 62/2013 art. 7)', async () => {
    const own = demoPersonId('TITULAR_CGIL')
    await scenario.steps.hold(own, { role: 'PROCESS_OWNER' })
    const titular = await scenario.person('TITULAR_CGIL')
    expect(await database.reads.applications.find(titular, castanese)).toBeNull()
    expect(await pendingOf()).toEqual([...CGIL_PENDING, ...MILAN_PENDING].sort())
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const waiver = { decision: 'NOT_EXCLUDED', decisionReason: 'Non rileva.' }
    const decide = async (code: string, applicationId: string) => {
      const declarationId = await declarationIdOf(code)
      const decisions = [{ declarationId, applicationId, ...waiver }]
      return scenario.steps.complete(titular, item, { decisions })
    }
    await expect(decide('TITULAR_CGIL', castanese)).rejects.toThrow('OWN_DECLARATION')
    await expect(decide('DEPUTY_CGIL', scenario.applicationIds[1] ?? '')).rejects.toThrow('CONFLICT_EXCLUDED')
    await scenario.decideConflicts('NOT_EXCLUDED', 'TITULAR_CGIL')
    await scenario.steps.release(own, 'PROCESS_OWNER')
    expect(await pendingOf()).toEqual(CGIL_PENDING)
    expect(told(await scenario.steps.job(closeDeclarations, scenario.scope))).toEqual({
      conflictsDeclared: true,
    })
  })

  it('of an application closed to a process owner are left to another, or to the chair (art. 5, 7)', async () => {
    const other = demoPersonId('DEPUTY_ASSOLOMBARDA')
    await scenario.steps.hold(other, { role: 'PROCESS_OWNER' })
    await excludeFrom('DEPUTY_ASSOLOMBARDA', castanese)
    await nameAlike('TITULAR_CGIL', 'DEPUTY_CGIL')
    const titular = await declarationIdOf('TITULAR_CGIL')
    const onlyTitular = (id: string) => (id === titular ? 'EXCLUDED' : 'NOT_EXCLUDED')
    await scenario.decideConflicts(onlyTitular, 'DEPUTY_ASSOLOMBARDA')
    await scenario.steps.release(other, 'PROCESS_OWNER')
    expect(await pendingOf()).toEqual(['TITULAR_CGIL 5'])
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const inboxOf = async (code: string) =>
      (await database.reads.inbox.openTasks(await scenario.person(code))).items.map((one) => one.id)
    expect(await inboxOf('DEPUTY_ATS_MILANO')).toContain(item)
    expect(await inboxOf('TITULAR_CISL')).not.toContain(item)
  })

  it('of two of one name on one application are decided each by its own decision (DPR 62/2013 art. 7)', async () => {
    expect(await excludedFrom('TITULAR_CGIL')).toEqual([1])
    expect(await excludedFrom('DEPUTY_CGIL')).toEqual([])
  })

  it('are decided all by the chair, and who is excluded gets the exclusion that keeps the sheet away', async () => {
    await scenario.decideConflicts('EXCLUDED', 'TITULAR_ATS_MILANO')
    expect(await pendingOf()).toEqual([])
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const nothing = { declarationId: 'none', applicationId: 'none' }
    const decision = { ...nothing, decision: 'EXCLUDED', decisionReason: 'Nulla da decidere.' }
    await expect(
      scenario.steps.complete(scenario.owner, item, { decisions: [decision] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    expect(await excludedFrom('TITULAR_CGIL')).toEqual([1, 5])
    expect(told(await scenario.steps.job(closeDeclarations, scenario.scope))).toEqual({
      conflictsDeclared: false,
    })
  })
})

async function panelOf(applicationId: string) {
  const overview = await database.reads.evaluation.overview(scenario.owner, scenario.callId, {
    on: database.today(),
  })
  const panel = overview?.panels.items.find((one) => one.applicationId === applicationId)
  return { data: panel?.evaluators.map((one) => one.personId) ?? [] }
}

/* The ledger and the audit chain grow at each run: all the rest stays as it was. */
async function rowsBeside({ dump }: TestDatabase) {
  const growing = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']
  return Object.entries(await dump()).filter(([table]) => !growing.includes(table))
}
