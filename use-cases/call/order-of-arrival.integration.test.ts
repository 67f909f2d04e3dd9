import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { demoAlliances } from '../../app/demo/alliances.ts'
import type { Alliance } from '../../app/demo/alliances.ts'
import { compareCodes } from '../../domain/shared/codes.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { submitApplication } from './submit-application.ts'
import { withdrawApplication } from './withdraw-application.ts'

let database: TestDatabase
let scenario: CallScenario
let call: Awaited<ReturnType<CallScenario['openCall']>>
beforeAll(async () => {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
  call = await scenario.openCall()
})
afterAll(() => database.close())

/* A submission as it reaches us: whose, so many milliseconds before the hour, and what becomes of it. */
interface Offered {
  alliance: Alliance
  before: number
  then: 'STAYS' | 'FAILS' | 'AGAIN' | 'WITHDRAWN'
}

const anyOffered = fc.record({
  alliance: fc.constantFrom(...demoAlliances),
  before: fc.integer({ min: 1, max: 5 }),
  then: fc.constantFrom(
    'STAYS' as const,
    'STAYS' as const,
    'FAILS' as const,
    'AGAIN' as const,
    'WITHDRAWN' as const,
  ),
})

const codeOf = (number: number): string => `A1-${String(number).padStart(3, '0')}`

/* What goes wrong when its number is already given. */
const failing: typeof submitApplication = async (context, command) => {
  await submitApplication(context, command)
  throw new Error('lost at the last moment')
}

async function offer({ alliance, before, then }: Offered, applicationId: string): Promise<Date | null> {
  const arrivedAt = new Date(call.closesAt.getTime() - before)
  const request = { actor: await scenario.leadOf(alliance.lead), arrivedAt }
  const submit = (verb: typeof submitApplication) => database.runRequest(request, verb, { applicationId })
  if (then === 'FAILS')
    return submit(failing).then(
      () => null,
      () => null,
    )
  if (then === 'AGAIN') await Promise.all([submit(submitApplication), submit(submitApplication)])
  else await submit(submitApplication)
  if (then === 'WITHDRAWN') await database.runRequest(request, withdrawApplication, { applicationId })
  return arrivedAt
}

/* Those submitted so far, in the order in which their audit rows were committed. */
async function committed(): Promise<{ id: string; code: string; receiptNumber: string; arrivedAt: Date }[]> {
  const { rows } = await database.owner.raw<{ rows: Awaited<ReturnType<typeof committed>> }>(
    `select a.id, a.code, a.receipt_number as "receiptNumber", a.arrived_at as "arrivedAt"
       from audit_entries e join applications a on a.id = e.subject_id
      where e.action = 'submit-application' order by pg_xact_commit_timestamp(e.xmin), e.sequence`,
  )
  return rows
}

/* Many at once, each on the draft of somebody who began before or after the others. */
async function offerAll(offers: readonly Offered[]): Promise<{ id: string; arrivedAt: Date }[]> {
  const ids: string[] = []
  for (const { alliance } of offers) ids.unshift(await scenario.draft(call.id, alliance))
  const arrivals = await Promise.all(offers.map((one, index) => offer(one, ids.at(-1 - index) ?? '')))
  return arrivals.flatMap((arrivedAt, index) =>
    arrivedAt ? [{ id: ids.at(-1 - index) ?? '', arrivedAt }] : [],
  )
}

describe('submissions that come together (art. 10)', () => {
  it('are numbered in the order of their commits, without holes or doubles, and keep their arrival', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOffered, { minLength: 2, maxLength: 12 }), async (offers) => {
        const before = (await committed()).length
        const arrived = await offerAll(offers)
        const all = await committed()
        expect(all.map(({ code }) => code)).toEqual(all.map((_, index) => codeOf(index + 1)))
        expect(all.map((one) => one.receiptNumber)).toEqual(all.map(({ code }) => `PTC-2027/${code}`))
        const fresh = all.slice(before).map(({ id, arrivedAt }) => ({ id, arrivedAt }))
        expect(fresh).toHaveLength(arrived.length)
        expect(fresh).toEqual(expect.arrayContaining(arrived))
      }),
      { numRuns: 12 },
    )
  })

  it('take part in order of arrival, whatever their turn, and by number in the same millisecond', async () => {
    const part = await database.stores.applications.submittedOf(call.id)
    const sorted = part.toSorted(
      (a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || compareCodes(a.code, b.code),
    )
    expect(part.map(({ id }) => id)).toEqual(sorted.map(({ id }) => id))
    expect(part.map(({ code }) => code)).not.toEqual(part.map(({ code }) => code).toSorted(compareCodes))
  })
})
