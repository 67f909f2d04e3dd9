import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import type { LongUseCase, Outside } from '../../documents/outside.ts'
import { withoutFunction } from '../../procedures/context.ts'
import { defineLongWorker } from '../../workers/worker.ts'
import { samples } from '../samples/documents.ts'
import { createCallScenario } from '../support/call-scenario.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { createSteps } from '../support/steps.ts'

let database: TestDatabase
let cycleId: string
beforeAll(async () => {
  database = await createTestDatabase()
  cycleId = (await createCallScenario(database)).cycleId
})
afterAll(() => database.close())

const REFUSED = 'a file is made before the transaction that records it'

/* Each way of making a file. */
const makings: [string, (outside: Outside) => Promise<unknown>][] = [
  ['a document', ({ render }) => render('convocation', samples.convocation)],
  ['a stored file', ({ keep }) => keep(Buffer.from('verbale'))],
  ['a workbook', ({ writeWorkbook }) => writeWorkbook('nothing')],
  ['what is read for one', ({ read }) => read(() => Promise.resolve(null))],
]

/* A step and a verb that make it in the transaction, with what they were given before. */
const workerOf = (make: (outside: Outside) => Promise<unknown>) =>
  defineLongWorker({
    jobType: 'make-late',
    input: variablesOf(grantCycle, 'cycleId'),
    output: z.strictObject({}),
    prepare: (_input, outside) =>
      Promise.resolve(async () => {
        await make(outside)
        return {}
      }),
  })
const verbOf = (make: (outside: Outside) => Promise<unknown>): LongUseCase<object, unknown> => ({
  prepare: (outside) => Promise.resolve(() => make(outside)),
})

describe.each(makings)('%s', (_what, make) => {
  let before: Awaited<ReturnType<TestDatabase['dump']>>
  beforeEach(async () => void (before = await database.dump()))

  it('is not made in the transaction of a step', async () => {
    const late = createSteps(database).job(workerOf(make), { cycleId })
    await expect(late).rejects.toThrow(REFUSED)
    /* A job that fails tells of its instance, and leaves nothing else. */
    const told = [expect.objectContaining({ cycle_id: cycleId, application_id: null })]
    expect(await database.dump()).toEqual({ ...before, process_instances: told })
  })

  it('is not made in the transaction of a verb, nor while its rows are read', async () => {
    const actor = withoutFunction('nobody', 'Nessuno')
    await expect(database.run(actor, verbOf(make), {})).rejects.toThrow(REFUSED)
    const reading: LongUseCase<object, unknown> = {
      async prepare(outside) {
        const made = await outside.read(() => make(outside))
        return () => Promise.resolve(made)
      },
    }
    await expect(database.run(actor, reading, {})).rejects.toThrow(REFUSED)
  })
})
