import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { allianceApplication } from '../../app/demo/applications.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import type { Application } from '../../domain/call/application.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import { closedAt } from '../../domain/call/window.ts'
import { tellLateConflict } from '../../use-cases/evaluation/tell-late-conflict.ts'
import type { Call } from '../../db/call/call-store.ts'
import { draftApplication } from '../../use-cases/call/draft-application.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { inventedTaxCode } from '../cycle/invented-codes.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import type { CallScenario } from '../support/call-scenario.ts'
import { decisionsOn } from '../support/decisions-on.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'

const BODIES = ['FONDAZIONE_TEMPO', 'COOP_TOTEM', 'CISL', 'CCIAA', 'APS_NONNI', 'ASSOCIAZIONE_IRENE'] as const
const OFFICERS = ['CASE_OFFICER_1', 'CASE_OFFICER_2', 'FINANCE_1', 'FINANCE_2'] as const
const SEATED = ['CISL', 'CCIAA'] as const
const alliance = demoAlliances[5]!

interface NamedBody {
  body: (typeof BODIES)[number]
  code: 'TAX_CODE' | 'VAT_NUMBER'
  confirmed: 'ACCOUNT' | 'LETTER' | 'NO'
}
/* A conflict that an officer has on an application, by its place: told of oneself, or by the process owner; how it was decided. */
interface Late {
  officer: (typeof OFFICERS)[number]
  application: number
  by: 'ONESELF' | 'OWNER'
  decision: 'EXCLUDED' | 'NOT_EXCLUDED' | null
}
interface World {
  offices: { officer: (typeof OFFICERS)[number]; body: (typeof BODIES)[number] }[]
  applications: NamedBody[][]
  late: Late[]
  /** Who acts by a second account. */
  twice: (typeof OFFICERS)[number]
}

const anyWorld: fc.Arbitrary<World> = fc.record({
  offices: fc.uniqueArray(
    fc.record({ officer: fc.constantFrom(...OFFICERS), body: fc.constantFrom(...BODIES) }),
    { maxLength: 6, selector: ({ officer, body }) => `${officer} ${body}` },
  ),
  applications: fc.array(
    fc.uniqueArray(
      fc.record({
        body: fc.constantFrom(...BODIES),
        code: fc.constantFrom('TAX_CODE', 'VAT_NUMBER'),
        confirmed: fc.constantFrom('ACCOUNT', 'LETTER', 'NO', 'NO'),
      }),
      { maxLength: 5, selector: ({ body }) => body },
    ),
    { minLength: 2, maxLength: 4 },
  ),
  late: fc.uniqueArray(
    fc.record({
      officer: fc.constantFrom(...OFFICERS),
      application: fc.nat({ max: 3 }),
      by: fc.constantFrom('ONESELF', 'OWNER'),
      decision: fc.constantFrom('EXCLUDED', 'NOT_EXCLUDED', null),
    }),
    { maxLength: 5, selector: ({ officer, application }) => `${officer} ${application}` },
  ),
  twice: fc.constantFrom('FINANCE_1', 'FINANCE_2'),
})

const vatOf = (body: string): string => inventedTaxCode(900 + BODIES.findIndex((one) => one === body))

/* Every body with both its codes, every officer with its offices; the links between bodies do not count here. */
async function arrange(database: TestDatabase, scenario: CallScenario, world: World): Promise<Call> {
  for (const body of BODIES) {
    const known = (await database.stores.network.findBody(demoBodyId(body)))!
    await database.stores.network.register({ ...known, vatNumber: vatOf(body) }, database.clock.now())
  }
  for (const { officer, body } of world.offices)
    await scenario.steps.holdOffice(demoPersonId(officer), demoBodyId(body))
  const own = { value: 'OWN' as const, source: { act: 'prova' } }
  const links = { value: { kinds: [], maxSteps: 0 }, source: { act: 'prova' } }
  return scenario.openCall({ exclusions: { ...scenario.configuration.exclusions, adherent: own, links } })
}

async function apply(
  database: TestDatabase,
  scenario: CallScenario,
  of: { call: Call; named: NamedBody[]; index: number },
) {
  const { rules, id: callId } = of.call
  const content = allianceApplication({ ...alliance, title: `${alliance.title} ${of.index}` }, rules)
  const adherents = await Promise.all(of.named.map((one) => adherent(database, one)))
  const whole: Application = { ...content, partners: [...content.partners, ...adherents] }
  const lead = await scenario.leadOf(alliance.lead)
  const { id } = await database.run(lead, draftApplication, { callId, content: whole })
  const at = database.clock.now()
  const file = { ...(await database.files.put(Buffer.from('%PDF-1.7 letter'))), at }
  await database.stores.documents.recordFile(file)
  const letter = {
    ...file,
    fileName: 'lettera.pdf',
    mediaType: 'application/pdf',
    signature: 'UNVERIFIED' as const,
  }
  for (const [position, { confirmed }] of of.named.entries()) {
    const partner = adherents[position]!
    const part = { partSha256: partHash(partner), by: lead.personId, at }
    const given = { applicationId: id, partnerCode: partner.bodyTaxCode, ...part }
    if (confirmed === 'ACCOUNT') await database.stores.confirmations.confirm(given, lead.personId)
    if (confirmed === 'LETTER') await database.stores.confirmations.putLetter(given, letter)
  }
  await scenario.submit(id, alliance.lead)
  return id
}

async function adherent(
  database: TestDatabase,
  { body, code }: NamedBody,
): Promise<Application['partners'][number]> {
  const known = (await database.stores.network.findBody(demoBodyId(body)))!
  return {
    bodyTaxCode: code === 'TAX_CODE' ? known.taxCode : vatOf(body),
    bodyVatNumber: null,
    bodyAddress: null,
    ...{ bodyName: known.name, bodyKind: known.kind, size: null, role: 'ADHERENT' },
    contribution: 'Diffonde le iniziative.',
  }
}

describe('on any graph of bodies with both codes, functions and accounts (art. 5, 9; L. 241/1990 art. 6-bis)', () => {
  it('nobody decides on an application in which a body of theirs has confirmed, and a name alone keeps nobody out', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const database = await createTestDatabase()
        try {
          await play(database, world)
        } finally {
          await database.close()
        }
      }),
      { numRuns: 4, endOnFailure: true },
    )
  }, 240_000)
})

async function play(database: TestDatabase, world: World): Promise<void> {
  const scenario = await createCallScenario(database)
  const call = await arrange(database, scenario, world)
  const ids: string[] = []
  for (const [index, named] of world.applications.entries())
    ids.push(await apply(database, scenario, { call, named, index }))
  database.setNow(closedAt(call))
  await scenario.steps.job(closeCall, { cycleId: scenario.cycleId, callId: call.id })
  await tellLate(database, scenario, { callId: call.id, ids, late: world.late })
  const bodiesIn = (index: number) =>
    (world.applications[index] ?? []).filter(({ confirmed }) => confirmed !== 'NO').map(({ body }) => body)
  for (const officer of OFFICERS) {
    const actor =
      officer === world.twice
        ? await scenario.steps.bySecondAccount(demoPersonId(officer), 'CASE_OFFICER')
        : await heldOffice(scenario, officer)
    const own = world.offices.filter((one) => one.officer === officer).map(({ body }) => body)
    for (const [index, applicationId] of ids.entries()) {
      const late = world.late.find((one) => one.officer === officer && one.application === index)
      const touched =
        bodiesIn(index).some((body) => own.includes(body)) || (late !== undefined && isBarring(late))
      const found = await decisionsOn(database, { actor, applicationId, cycleId: scenario.cycleId })
      const should = Object.fromEntries(
        Object.keys(found).map((what) => [what, touched ? 'BARRED' : 'DECIDES']),
      )
      expect({ officer, index, ...found }).toEqual({ officer, index, ...should })
    }
  }
  const kept = await database.stores.evaluation.keptFrom(call.id)
  for (const body of SEATED)
    for (const [index, applicationId] of ids.entries()) {
      const personId = demoPersonId(`DEPUTY_${body}`)
      const isKept = kept.some((one) => one.personId === personId && one.applicationId === applicationId)
      expect([body, index, isKept]).toEqual([body, index, bodiesIn(index).includes(body)])
    }
}

/* Told by somebody else it closes nothing until it is decided (art. 5; DPR 62/2013 art. 7). */
const isBarring = ({ by, decision }: Late): boolean =>
  decision === 'EXCLUDED' || (decision === null && by === 'ONESELF')

async function tellLate(
  database: TestDatabase,
  scenario: CallScenario,
  { callId, ids, late }: { callId: string; ids: readonly string[]; late: readonly Late[] },
): Promise<void> {
  for (const { officer, application, by, decision } of late) {
    const personId = demoPersonId(officer)
    const teller = await scenario.steps.actor(by === 'OWNER' ? demoPersonId('PROCESS_OWNER') : personId)
    const conflict = { reason: 'OWN_INTEREST' as const, explanation: 'Emerso.' }
    const of = ids[application]
    if (of === undefined) continue
    const { lateConflictId } = await database.run(teller, tellLateConflict, {
      ...{ callId, application: of, personId, ...conflict },
    })
    if (decision === null) continue
    await database.stores.evaluation.decideLateConflict(lateConflictId ?? '', {
      ...{ decision, reason: 'Valutato.', decidedBy: demoPersonId('TITULAR_CGIL') },
      ...{ at: database.clock.now(), reopens: null },
    })
  }
}

async function heldOffice(scenario: CallScenario, officer: string) {
  if (!officer.startsWith('CASE')) await scenario.steps.hold(demoPersonId(officer), { role: 'CASE_OFFICER' })
  return scenario.steps.actor(demoPersonId(officer), 'CASE_OFFICER')
}
