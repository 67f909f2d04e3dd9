import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId, demoSeatId } from '../../app/demo/network-ids.ts'
import type { FunctionRole } from '../../domain/network/functions.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'

let database: TestDatabase
let scenario: Awaited<ReturnType<typeof createEvaluationScenario>>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createEvaluationScenario(database)
  await scenario.exclude()
}, 120_000)
afterAll(() => database.close())

const bySecondAccount = (code: string, role: FunctionRole) =>
  scenario.steps.bySecondAccount(demoPersonId(code), role)

describe('one human with two accounts', () => {
  it('sees by neither what is closed to the other (art. 5)', async () => {
    const excluded = await bySecondAccount('TITULAR_CITTA_METROPOLITANA', 'CASE_OFFICER')
    const other = await scenario.person('CASE_OFFICER_1')
    expect((await database.reads.applications.ofCall(other, scenario.callId)).items).not.toEqual([])
    expect((await database.reads.applications.ofCall(excluded, scenario.callId)).items).toEqual([])
    for (const id of scenario.applicationIds)
      expect(await database.stores.evaluation.isClosedTo(excluded, id)).toBe(true)
  })

  it('sees nothing before declaring, asked by one account, reading by the other (L. 241/1990 art. 6-bis)', async () => {
    const asked = await bySecondAccount('TITULAR_CGIL', 'FINANCE')
    expect((await database.reads.applications.ofCall(asked, scenario.callId)).items).toEqual([])
  })

  it('decides by neither on the own declaration (DPR 62/2013 art. 7)', async () => {
    const applicationId = scenario.applicationIds[5] ?? ''
    const relative = { applicationId, reason: 'RELATIVE_INTEREST', explanation: 'Una cognata ne è socia.' }
    await scenario.declareAll({ TITULAR_CGIL: [relative] })
    const decider = await bySecondAccount('TITULAR_CGIL', 'PROCESS_OWNER')
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const declaration = (await database.stores.evaluation.declarationsOf(scenario.callId)).find(
      (one) => one.personId === decider.personId,
    )
    const own = { declarationId: declaration?.id, applicationId }
    const waived = { ...own, decision: 'NOT_EXCLUDED', decisionReason: 'No.' }
    const decided = scenario.steps.complete(decider, item, { decisions: [waived] })
    await expect(decided).rejects.toMatchObject({ code: 'OWN_DECLARATION' })
    const byHand = database
      .knex('declared_conflicts')
      .where({ declaration_id: declaration!.id })
      .update({ decision: 'NOT_EXCLUDED', decided_by: decider.personId })
    await expect(byHand).rejects.toThrow('decided by the declarer')
  })

  it('leaves the own declaration to nobody who acts in its place (DPR 62/2013 art. 7)', async () => {
    const declarer = await scenario.steps.actor(demoPersonId('TITULAR_CGIL'), 'PROCESS_OWNER')
    const today = database.today()
    const personId = demoPersonId('FINANCE_2')
    await database.stores.network.addSubstitution({
      ...{ id: newId(), personId, of: declarer.functionId ?? '', act: 'Decreto 9' },
      ...{ from: today, until: today },
    })
    const substitute = await scenario.steps.actor(personId, 'PROCESS_OWNER')
    expect(substitute.standsFor?.personId).toBe(declarer.personId)
    const conflicts = await database.stores.evaluation.declaredConflictsOf(scenario.callId)
    const conflict = conflicts.find((one) => one.personId === declarer.personId)
    const about = { declarationId: conflict?.declarationId, applicationId: conflict?.applicationId }
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    const decisions = [{ ...about, decision: 'NOT_EXCLUDED', decisionReason: 'No.' }]
    await expect(scenario.steps.complete(substitute, item, { decisions })).rejects.toMatchObject({
      code: 'OWN_DECLARATION',
    })
  })

  it('is decided on once: two decisions on one conflict are refused, whatever they say (DPR 62/2013 art. 7)', async () => {
    const [conflict] = await database.stores.evaluation.declaredConflictsOf(scenario.callId)
    const about = { declarationId: conflict?.declarationId, applicationId: conflict?.applicationId }
    const decisions = ['NOT_EXCLUDED', 'EXCLUDED'].map((decision) => ({
      ...about,
      decision,
      decisionReason: 'No.',
    }))
    const item = await scenario.steps.open('Task_DecideDeclaredConflicts', scenario.scope)
    await expect(scenario.steps.complete(scenario.owner, item, { decisions })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { problems: [{ message: 'Su ogni conflitto dichiarato si decide una volta.' }] },
    })
    expect(await database.stores.evaluation.declaredConflictsOf(scenario.callId)).toContainEqual(conflict)
  })

  it('does the tasks of an evaluator only in the function of one', async () => {
    const lead = await bySecondAccount('TITULAR_ATS_MILANO', 'FINANCE')
    const own = await scenario.steps.open(
      'Task_ScoreApplication',
      { cycleId: scenario.cycleId, scoringId: 'none', applicationId: scenario.applicationIds[0] ?? '' },
      lead.personId,
    )
    const inbox = async (actor: Actor) =>
      (await database.reads.inbox.openTasks(actor)).items.map(({ id }) => id)
    expect(await inbox(lead)).not.toContain(own)
    expect(await inbox(await scenario.steps.actor(lead.personId, 'COMMITTEE_MEMBER'))).toContain(own)
  })

  it('sits once and votes once, also in the database (art. 7)', async () => {
    const meetingId = newId<string>()
    await database.stores.meetings.schedule({
      ...{ id: meetingId, cycleId: scenario.cycleId, stage: 'GUIDANCE', subjectId: 'guidance' },
      items: [{ title: 'Un punto', kind: 'GUIDANCE' }],
    })
    const [item] = await database.stores.meetings.agenda(meetingId)
    const person_id = demoPersonId('TITULAR_CISL')
    const seats = [demoSeatId('CISL'), demoSeatId('CGIL')]
    const votes = seats.map((seat_id) => ({
      ...{ agenda_item_id: item!.id, seat_id, person_id, choice: 'FAVOURABLE' as const },
    }))
    await expect(database.knex('votes').insert(votes)).rejects.toMatchObject({ constraint: 'votes_person' })
    const present = seats.map((seat_id) => ({
      meeting_id: meetingId,
      seat_id,
      person_id,
      present_as: 'TITULAR' as const,
    }))
    await expect(database.knex('attendances').insert(present)).rejects.toMatchObject({
      constraint: 'attendances_person',
    })
  })
})
