import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { routes } from '../../api/routes.ts'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import type { Actor } from '../../procedures/context.ts'
import { apiOf } from '../support/api.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createEvaluationScenario } from '../support/evaluation-scenario.ts'
import { markRequest } from '../support/hidden-request.ts'

let database: TestDatabase
let hidden: string
const actors = new Map<string, Actor>()

/* Of the hidden application stand a request, its mail and a receipt of it. */
beforeAll(async () => {
  database = await createTestDatabase()
  const scenario = await createEvaluationScenario(database)
  await scenario.exclude()
  hidden = scenario.applicationIds[0] ?? ''
  const officer = demoPersonId('CASE_OFFICER_1')
  actors.set('an officer', await scenario.steps.actor(officer))
  actors.set('a process owner', await scenario.partlyExcludedOwner(hidden))
  await database.owner.raw('set session_replication_role = replica')
  await markRequest(database, { applicationId: hidden, marker: 'x' })
  const [row] = await database.owner('exclusions').where({ application_id: hidden }).limit(1)
  await database.owner('exclusions').insert({ ...row, path: '[]', person_id: officer })
  await database.owner.raw('set session_replication_role = default')
}, 120_000)
afterAll(() => database.close())

const BODIES: Readonly<Record<string, object>> = {
  deliveries: { kind: 'DELIVERY', on: '2027-03-01', time: '10:00', reason: 'x' },
}
const ACTS = routes.filter(
  ({ method, path }) => method !== 'get' && /\{applicationId\}\/(communications|receipts)\//.test(path),
)

describe('who is excluded learns by no act of the communications what stands of an application (art. 5)', () => {
  it('there are acts to ask', () => expect(ACTS).toHaveLength(4))

  describe.each(['an officer', 'a process owner'])('%s', (code) => {
    it.each(ACTS.map(({ path }) => path))('%s', async (path) => {
      const actor = actors.get(code)!
      const api = apiOf(database, routes, { actorOf: () => Promise.resolve(actor) })
      const answered = async (ids: Readonly<Record<string, string>>) => {
        const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '')
        const { status, text } = await api.post(address).send(BODIES[path.split('/').at(-1) ?? ''])
        return [status, Object.values(ids).reduce((told, id) => told.replaceAll(id, 'ID'), text)]
      }
      const there = { applicationId: hidden, communicationId: 'written', receiptId: 'receipt' }
      const nowhere = { ...there, communicationId: 'nothing', receiptId: 'nothing' }
      const told = await answered(there)
      expect(told).toEqual(await answered(nowhere))
      expect(told[0]).toBeGreaterThanOrEqual(400)
    })
  })

  it('and nothing is written', async () => {
    expect(await database.owner('pec_receipts').pluck('id')).toEqual(['receipt'])
  })
})
