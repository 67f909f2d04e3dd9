import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../../test/support/demo-network.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { createSteps } from '../../test/support/steps.ts'
import { closeCycle } from '../cycle/close-cycle.ts'
import { prepareGuidanceAct } from './prepare-guidance-act.ts'
import { scheduleGuidanceVote } from './schedule-guidance-vote.ts'

const cycleId = 'cycle'
const NOW = '2027-03-01T09:00:00Z'
let database: TestDatabase
let guidanceDocumentId: string

beforeEach(async () => {
  database = await createTestDatabase(NOW)
  const { stores } = database
  await loadDemoNetwork(stores)
  await stores.cycles.open(
    {
      id: cycleId,
      code: 'C-2027',
      title: 'Ciclo',
      guidelinesAct: 'DGR di prova',
      guidanceDueOn: '2027-06-30',
      endsOn: '2029-12-31',
      processOwnerId: demoPersonId('PROCESS_OWNER'),
      openedAt: new Date(NOW),
    },
    [{ year: 2027, amountCents: 27_600_000 }],
  )
  guidanceDocumentId = await stores.guidance.draft({
    cycleId,
    version: 1,
    title: 'Indirizzo',
    context: [],
    needs: [],
    priorities: [],
    commentsDueAt: new Date(NOW),
    createdAt: new Date(NOW),
  })
  await stores.guidance.move(guidanceDocumentId, 'share')
  await stores.guidance.markAnswered(guidanceDocumentId)
  await stores.guidance.move(guidanceDocumentId, 'approve')
})
afterEach(() => database.close())

/* What each run leaves of itself, whatever it changes. */
const OWN_TRACE = ['job_executions', 'audit_entries', 'audit_heads', 'process_instances']

it.each([
  ['schedule-guidance-vote', scheduleGuidanceVote],
  ['prepare-guidance-act', prepareGuidanceAct],
  ['close-cycle', closeCycle],
] as const)('%s runs twice and changes once', async (_name, worker) => {
  const steps = createSteps(database)
  const changes = async () => {
    const given = 'guidanceDocumentId' in worker.input.shape ? { cycleId, guidanceDocumentId } : { cycleId }
    const outcome = await steps.job(worker, given)
    const rows = Object.entries(await database.dump()).filter(([table]) => !OWN_TRACE.includes(table))
    return { outcome, rows }
  }
  const first = await changes()
  database.setNow('2027-03-02T09:00:00Z')
  expect(await changes()).toEqual(first)
})

it('loads the demo network twice and changes nothing the second time', async () => {
  const first = await database.dump()
  await loadDemoNetwork(database.stores)
  expect(await database.dump()).toEqual(first)
})
