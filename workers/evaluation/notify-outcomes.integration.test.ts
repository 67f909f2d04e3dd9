import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { rankedCall } from '../../test/support/ranked-call.ts'
import { createSteps } from '../../test/support/steps.ts'
import { notifyOutcomes } from './notify-outcomes.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.close())

describe('the end of an evaluation (art. 8)', () => {
  it.each([
    ['a plan follows when a project is funded', 4_000_000, true],
    ['the call is repeated when none reaches the threshold or the budget', 0, false],
  ])('tells the cycle that %s', async (_name, grantCents, projectsToFund) => {
    const steps = createSteps(database)
    const { cycleId, callId } = await rankedCall(database, steps)
    await database.arrange(async (tx) => {
      await tx('ranking_entries').update({ grant_cents: 0 })
      await tx('ranking_entries').where('position', 1).update({ grant_cents: grantCents })
    })
    const told = { variables: { projectsToFund } }
    expect(await steps.job(notifyOutcomes, { cycleId, callId })).toEqual(told)
    expect(await steps.job(notifyOutcomes, { cycleId, callId })).toEqual(told)
  })

  it('tells what the examination found of what admissibility refused, not of what the committee did not confirm (art. 6, 10)', async () => {
    const steps = createSteps(database)
    const { cycleId, callId } = await rankedCall(database, steps)
    await database.knex('calls').where('id', callId).update({ outcome_published_at: null })
    const refused = (await database.knex('applications').where('code', 'T-2').first('id'))?.id ?? ''
    await database.arrange(async (tx) => {
      await tx('ranking_entries').update({ outcome: 'NOT_ADMITTED', position: null, grant_cents: 0 })
      for (const { id } of await database.stores.applications.submittedOf(callId))
        await tx('admissibility_checks').insert({
          ...{ application_id: id, code: 'FOUND', severity: 'CURABLE', message: 'Manca un allegato.' },
        })
      await tx('admissibility_decisions').insert({
        ...{ application_id: refused, outcome: 'NOT_ADMITTED', reasons: 'Non integrata.', route: 'x' },
        ...{ decided_by: demoPersonId('CASE_OFFICER_1'), decided_at: database.clock.now() },
      })
    })
    await steps.job(notifyOutcomes, { cycleId, callId })
    const mails = await database.knex('outbox').where({ kind: 'MAIL' })
    const told = mails.map(({ payload }) => payload as { subject: string; text: string })
    const finding = told.filter(({ text }) => text.includes('Manca un allegato.'))
    expect([...new Set(finding.map(({ subject }) => subject))]).toEqual(['Esito del progetto T-2'])
    expect(told.some(({ subject }) => subject === 'Esito del progetto T-1')).toBe(true)
  })

  it('ends the review of every application that was submitted, once', async () => {
    const steps = createSteps(database)
    const { cycleId, callId } = await rankedCall(database, steps)
    await database.knex('calls').where('id', callId).update({ outcome_published_at: null })
    await database.arrange((tx) => tx('applications').where('code', 'T-3').update({ status: 'NOT_ADMITTED' }))
    for (let run = 0; run < 2; run++) await steps.job(notifyOutcomes, { cycleId, callId })
    const submitted = await database.stores.applications.submittedOf(callId)
    const ended = await database
      .knex('outbox')
      .whereRaw(`payload ->> 'name' = 'OutcomePublished'`)
      .orderBy('position')
      .pluck('stream')
    expect(ended).toEqual(submitted.map(({ id }) => `message:${id}`))
  })
})
