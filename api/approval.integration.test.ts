import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { demoPersonId } from '../app/demo/network-ids.ts'
import { regionCaller } from '../app/region-caller.ts'
import { apiOf, PERSON } from '../test/support/api.ts'
import { createTestDatabase } from '../test/support/database.ts'
import type { TestDatabase } from '../test/support/database.ts'
import { adoptedAct, firstId, rankedCall } from '../test/support/ranked-call.ts'
import { createSteps } from '../test/support/steps.ts'
import { drawUpPlan } from '../workers/approval/draw-up-plan.ts'
import { sendPlanPackage } from '../workers/approval/send-plan-package.ts'
import { approvalRoutes } from './approval.ts'

const TOKEN = 'a-token-of-the-region'
let database: TestDatabase
let http: ReturnType<typeof apiOf>
let submissionId: string

beforeAll(async () => {
  database = await createTestDatabase('2027-01-11T09:00:00Z')
  const steps = createSteps(database)
  const { cycleId, callId } = await rankedCall(database, steps)
  await steps.job(drawUpPlan, { cycleId, callId })
  const planVersionId = await firstId(database, 'plan_versions')
  await adoptedAct(database, { cycleId, kind: 'PLAN_APPROVAL', subjectId: planVersionId, number: '3' })
  await database.stores.plans.move(planVersionId, 'adopt')
  await steps.job(sendPlanPackage, { cycleId, planVersionId })
  submissionId = await firstId(database, 'submissions')
  http = apiOf(database, approvalRoutes, { regionOf: regionCaller(TOKEN) })
})
afterAll(() => database.close())

const outcome = (change: object = {}) => ({
  submissionId,
  outcome: 'VALIDATED',
  protocolNumber: 'E1.2027.000001',
  decidedOn: '2027-01-11',
  letter: { subject: 'Validazione', text: 'Se ne comunica la validazione.' },
  ...change,
})
const post = (body: object, authorization: string = `Bearer ${TOKEN}`) =>
  http.post('/api/region/outcomes').set('authorization', authorization).send(body)

describe("the Region's outcome over HTTP (art. 8)", () => {
  it.each(['', 'Bearer another-token', TOKEN])(
    'is refused with the authorization "%s"',
    async (authorization) => {
      const answer = await post(outcome(), authorization)
      expect([answer.status, (answer.body as { code: string }).code]).toEqual([401, 'NOT_SIGNED_IN'])
    },
  )

  it.each([
    ['names no submission of ours', { submissionId: 'unknown' }, [404, 'NOT_FOUND']],
    ['is none that a plan has', { outcome: 'PERHAPS' }, [422, 'INVALID_INPUT']],
    ['is not the validation', { outcome: 'REJECTED' }, [422, 'OUTCOME_NOT_HANDLED']],
    ['has an unknown field', { note: 'x' }, [422, 'INVALID_INPUT']],
    ['has a day that is none', { decidedOn: '2027-02-30' }, [422, 'INVALID_INPUT']],
    ['has NUL in its letter', { letter: { subject: 'a', text: 'a\u0000b' } }, [422, 'INVALID_INPUT']],
  ])('is refused when it %s, and nothing is written', async (_, change, refusal) => {
    const answer = await post(outcome(change))
    expect([answer.status, (answer.body as { code: string }).code]).toEqual(refusal)
    expect((await database.stores.submissions.find(submissionId))?.outcome).toBeNull()
  })

  it('is taken with the right token, and repeated gets the same answer', async () => {
    const first = await post(outcome())
    const again = await post(outcome())
    const keyed = await post(outcome()).set('idempotency-key', 'outcome-RIC-2027-000001')
    expect(first.status).toBe(200)
    expect([again.body, keyed.body]).toEqual([first.body, first.body])
  })

  it('is taken beside the one that is there when it differs, and says how it stands', async () => {
    const answer = await post(outcome({ protocolNumber: 'E1.2027.000002' }))
    expect([answer.status, answer.body]).toMatchObject([200, { status: 'IN_FORCE' }])
    const repeated = await post(outcome())
    expect([repeated.status, repeated.body]).toMatchObject([200, { status: 'SUPERSEDED' }])
  })
})

describe('a submission over HTTP', () => {
  it('does not tell the committee the key used towards the Region', async () => {
    const submission = await database.stores.submissions.find(submissionId)
    const cycleId = submission?.cycleId ?? ''
    const answer = await http
      .get(`/api/cycles/${cycleId}/submissions`)
      .set(PERSON, demoPersonId('TITULAR_CGIL'))
      .expect(200)
    expect(answer.body).toMatchObject({ items: [{ id: submissionId, cycleId }], next: null })
    expect(answer.text).not.toContain('idempotencyKey')
  })
})
