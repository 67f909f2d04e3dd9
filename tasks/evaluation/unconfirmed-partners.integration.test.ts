import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoAlliances } from '../../app/demo/alliances.ts'
import { demoBodyId, demoPersonId } from '../../app/demo/network-ids.ts'
import { demoNetwork } from '../../app/demo/network.ts'
import { partHash } from '../../domain/call/confirmation.ts'
import { closedAt } from '../../domain/call/window.ts'
import type { Actor } from '../../procedures/context.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { told } from '../../test/support/evaluation-scenario.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { closeDeclarations } from '../../workers/evaluation/close-declarations.ts'
import { examineApplication } from '../../workers/evaluation/examine-application.ts'
import { excludeConflictedMembers } from '../../workers/evaluation/exclude-conflicted-members.ts'

let database: TestDatabase
let scenario: CallScenario
let officer: Actor
let tiedOfficer: Actor
let callId: string
/* Two applications: CCIAA and TOTEM never confirm in the first, CISL's letter in the second is forged. */
let assemi: string
let sercop: string

const codeOf = (body: string) => demoNetwork.bodies.find((one) => one.code === body)!.taxCode
const scope = () => ({ cycleId: scenario.cycleId, callId })
const excludedFrom = async (applicationId: string) =>
  (await database.stores.evaluation.exclusionsOf(callId))
    .filter((one) => one.applicationId === applicationId)
    .map((one) => one.personId)
const decide = async (applicationId: string, input: object, who = officer) => {
  const asked = { cycleId: scenario.cycleId, applicationId, admissibilityRoute: 'PROPOSE_CLARIFICATION' }
  const task = await scenario.steps.open('Task_DecideAdmissibility', asked)
  return scenario.steps.complete(who, task, {
    outcome: 'ADMITTED',
    reasons: 'Verificate le conferme.',
    ...input,
  })
}
const problemsOf = (...codes: string[]) => ({
  facts: { problems: codes.map((code): unknown => expect.objectContaining({ path: 'dropped', code })) },
})

beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  officer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_1'))
  tiedOfficer = await scenario.steps.actor(demoPersonId('CASE_OFFICER_2'))
  await scenario.steps.holdOffice(tiedOfficer.personId, demoBodyId('FONDAZIONE_TEMPO'))
  const call = await scenario.openCall()
  callId = call.id
  const [first, , , fourth] = demoAlliances
  assemi = await scenario.draft(callId, first, ['CCIAA', 'COOP_TOTEM', 'FONDAZIONE_TEMPO'])
  sercop = await scenario.draft(callId, fourth!)
  const stored = await database.files.put(Buffer.from('%PDF-1.7 a letter'))
  const { content } = await database.stores.applications.get(assemi)
  const unsigned = content.partners.find((one) => one.bodyTaxCode === codeOf('FONDAZIONE_TEMPO'))!
  const given = {
    applicationId: assemi,
    partnerCode: codeOf('FONDAZIONE_TEMPO'),
    partSha256: partHash(unsigned),
  }
  const letter = {
    ...stored,
    fileName: 'lettera.pdf',
    mediaType: 'application/pdf',
    signature: 'NONE' as const,
  }
  const by = demoPersonId('LEAD_ASSEMI')
  await database.stores.confirmations.putLetter({ ...given, by, at: database.clock.now() }, letter)
  for (const [id, lead] of [[assemi, 'ASSEMI'] as const, [sercop, 'SERCOP'] as const])
    await scenario.submit(id, lead)
  database.setNow(closedAt(call))
  await scenario.steps.job(closeCall, scope())
})
afterAll(() => database.close())

describe('partners that have not confirmed at the closing (art. 5, 9)', () => {
  it('exclude nobody: only those that have confirmed do', async () => {
    const exclusions = await excludedFrom(assemi)
    expect(exclusions).not.toContain(demoPersonId('TITULAR_CCIAA'))
    expect(exclusions).not.toContain(tiedOfficer.personId)
    expect(await excludedFrom(sercop)).toContain(demoPersonId('TITULAR_CISL'))
  })

  it('are a formal reason, with what the officer decides on already marked', async () => {
    await scenario.steps.job(examineApplication, { cycleId: scenario.cycleId, applicationId: assemi })
    const reasons = await database.stores.admissibility.reasonsOf(assemi)
    expect(reasons).toEqual([expect.objectContaining({ code: 'PARTNER_UNCONFIRMED', severity: 'CURABLE' })])
    const asked = {
      cycleId: scenario.cycleId,
      applicationId: assemi,
      admissibilityRoute: 'PROPOSE_CLARIFICATION',
    }
    const { data } = await scenario.steps.load(
      officer,
      await scenario.steps.open('Task_DecideAdmissibility', asked),
    )
    expect(data['dropped']).toEqual(
      expect.arrayContaining(['CCIAA', 'COOP_TOTEM', 'FONDAZIONE_TEMPO'].map(codeOf)),
    )
    expect((data['partnerOptions'] as unknown[]).length).toBe(10)
  })

  it('are never in an alliance that is admitted, without a letter; nor dropped where the minima then fail', async () => {
    await expect(decide(assemi, { dropped: [] })).rejects.toMatchObject({
      facts: { problems: expect.arrayContaining([expect.objectContaining({ code: 'UNCONFIRMED' })]) },
    })
    const { content } = await database.stores.applications.get(assemi)
    const enterprises = content.partners
      .filter((one) => one.bodyKind === 'ENTERPRISE')
      .map((one) => one.bodyTaxCode)
    const gone = ['CCIAA', 'COOP_TOTEM', 'FONDAZIONE_TEMPO'].map(codeOf)
    await expect(decide(assemi, { dropped: [...gone, ...enterprises] })).rejects.toMatchObject(
      problemsOf('TOO_FEW_BODIES', 'TOO_FEW_SMALL'),
    )
    expect(await database.knex('partner_decisions')).toEqual([])
  })

  it('are not taken in by an officer whom that would tie to the application: nothing is recorded', async () => {
    const dropped = ['CCIAA', 'COOP_TOTEM'].map(codeOf)
    await expect(decide(assemi, { dropped }, tiedOfficer)).rejects.toMatchObject({
      code: 'CONFLICT_EXCLUDED',
    })
    expect(await database.knex('partner_decisions')).toEqual([])
    expect((await database.stores.applications.get(assemi)).status).toBe('SUBMITTED')
  })

  it('are dropped by the dated decision, with what they cost; a letter that is accepted counts from now on', async () => {
    const before = await database.stores.applications.getSubmitted(assemi)
    await decide(assemi, { dropped: ['CCIAA', 'COOP_TOTEM'].map(codeOf) })
    const after = await database.stores.applications.getSubmitted(assemi)
    expect([after.content, after.contentSha256]).toEqual([before.content, before.contentSha256])
    const gone = (one: { bodyTaxCode: string }) =>
      ['CCIAA', 'COOP_TOTEM'].map(codeOf).includes(one.bodyTaxCode)
    const left = after.content.budgetLines.filter((line) => !gone(line))
    const given = after.content.cofinancing.filter((one) => !gone(one))
    const sum = (amounts: number[]) => amounts.reduce((total, one) => total + one, 0)
    const totalCostCents = sum(left.map((line) => line.costCents))
    const requestedCents = totalCostCents - sum(given.map((one) => one.amountCents))
    expect(after).toMatchObject({ status: 'ADMITTED', totalCostCents, requestedCents })
    const bodies = (await database.stores.applications.partnersOf(assemi)).map((one) => one.taxCode)
    expect([bodies.includes(codeOf('CCIAA')), bodies.includes(codeOf('FONDAZIONE_TEMPO'))]).toEqual([
      false,
      true,
    ])
    const costs = await database.stores.applications.budgetOf(assemi)
    expect(sum(costs.map((line) => line.costCents))).toBe(totalCostCents)
    expect(await excludedFrom(assemi)).toContain(tiedOfficer.personId)
    expect(await excludedFrom(assemi)).not.toContain(demoPersonId('TITULAR_CCIAA'))
    const decided = await database.knex('partner_decisions').select('decision', 'decided_by', 'decided_at')
    expect(decided).toHaveLength(3)
    for (const one of decided)
      expect([one.decided_by, one.decided_at]).toEqual([officer.personId, database.clock.now()])
    const seen = await database.reads.applications.find(officer, assemi)
    const standing = new Map(seen!.partners.map((one) => [one.code, one.standing]))
    expect(['CCIAA', 'FONDAZIONE_TEMPO'].map((body) => standing.get(codeOf(body)))).toEqual([
      'DROPPED',
      'ACCEPTED',
    ])
  })

  it('are those too whose letter is found void: the exclusions that it brought are lifted', async () => {
    expect(await excludedFrom(sercop)).toContain(demoPersonId('TITULAR_CISL'))
    await decide(sercop, { dropped: [codeOf('CISL')] })
    expect(await excludedFrom(sercop)).not.toContain(demoPersonId('TITULAR_CISL'))
  })

  it('of a body with a seat are decided like a declared conflict, dropped or not', async () => {
    await scenario.steps.job(excludeConflictedMembers, scope())
    const touched = ['TITULAR_CCIAA', 'DEPUTY_CCIAA', 'TITULAR_CISL', 'DEPUTY_CISL'].map((code) =>
      demoPersonId(code),
    )
    const declared: string[] = []
    for (const personId of touched) {
      const own = (await database.stores.evaluation.declarationsOf(callId)).find(
        (one) => one.personId === personId,
      )!
      const item = await scenario.steps.open(
        'Task_DeclareConflicts',
        { cycleId: scenario.cycleId, declarationId: own.id },
        personId,
      )
      declared.push(own.id)
      const member = await scenario.steps.actor(personId, 'COMMITTEE_MEMBER')
      await scenario.steps.complete(member, item, { outcome: 'NONE', confirmed: true })
    }
    expect(told(await scenario.steps.job(closeDeclarations, scope()))).toEqual({ conflictsDeclared: true })
    const owner = await scenario.steps.actor(demoPersonId('PROCESS_OWNER'))
    const task = await scenario.steps.open('Task_DecideDeclaredConflicts', scope())
    const { data } = await scenario.steps.load(owner, task)
    const asked = (
      data['decisions'] as { applicationId: string; facts: string; declarationId: string }[]
    ).filter((one) => one.facts.includes('non lo ha confermato'))
    const ofSeats = asked.filter((one) => declared.includes(one.declarationId))
    expect(ofSeats.map((one) => one.applicationId).toSorted()).toEqual(
      [assemi, assemi, sercop, sercop].toSorted(),
    )
    expect((await database.stores.evaluation.keptFrom(callId)).map((one) => one.personId)).toEqual(
      expect.arrayContaining(touched),
    )
    const decisions = (data['decisions'] as { applicationId: string; declarationId: string }[]).map(
      (one) => ({
        ...{ declarationId: one.declarationId, applicationId: one.applicationId },
        ...{ decision: 'NOT_EXCLUDED', decisionReason: 'Indicato a propria insaputa.' },
      }),
    )
    await scenario.steps.complete(owner, task, { decisions })
    const kept = (await database.stores.evaluation.keptFrom(callId)).map((one) => one.personId)
    expect(kept.filter((personId) => touched.some((one) => one === personId))).toEqual([])
  })

  it('and the lead is never dropped, in SQL too', async () => {
    const { leadBodyId } = await database.stores.applications.get(assemi)
    const row = { application_id: assemi, body_id: leadBodyId, decision: 'DROPPED' as const }
    const told = database.knex('partner_decisions').insert({
      ...{ ...row, decided_by: officer.personId, decided_at: database.clock.now() },
    })
    await expect(told).rejects.toThrow('its lead is never dropped')
  })
})
