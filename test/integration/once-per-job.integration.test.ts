import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pino from 'pino'
import { z } from 'zod'
import { oncePerJob } from '../../app/once-per-job.ts'
import { BusinessError, TransientError } from '../../domain/shared/errors.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { grantCycle } from '../../domain/process/grant-cycle.ts'
import type { BusinessErrorCode } from '../../domain/shared/errors.ts'
import type { EngineJob } from '../../engine/job-runner.ts'
import { defineWorker } from '../../workers/worker.ts'
import type { WorkerContext } from '../../workers/worker.ts'
import { createTestDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { humanRow } from '../../test/support/human-row.ts'

const CYCLE = '01JCYCLE0000000000000000AA'

describe('a step run as a job', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.knex('persons').insert(humanRow('owner'))
    await database.knex('cycles').insert({
      id: CYCLE,
      code: 'PTC',
      title: 'Piano',
      guidelines_act: 'DGR',
      guidance_due_on: '2027-02-28',
      ends_on: '2029-12-31',
      status: 'OPEN',
      process_owner_id: 'owner',
      opened_at: new Date(),
    })
  })
  afterAll(() => database.close())

  let key = 0
  const job = (changes: Partial<EngineJob> = {}): EngineJob => ({
    key: String((key += 1)),
    type: 'probe',
    attempt: 1,
    elementId: 'Task_Probe',
    elementInstanceKey: '1',
    processId: 'probe',
    processInstanceKey: '2',
    variables: { cycleId: CYCLE },
    ...changes,
  })
  const runnable = (
    handle: (context: WorkerContext) => Promise<void>,
    raises: readonly BusinessErrorCode[] = [],
    input = variablesOf(grantCycle, 'cycleId') as z.ZodObject<{ cycleId: z.ZodString }>,
  ) => {
    const worker = defineWorker({
      jobType: 'probe',
      input,
      output: z.strictObject({}),
      raises,
      handle: async (_input, context) => {
        await handle(context)
        return {}
      },
    })
    const { knex, files, workshop, clock } = database
    const log = pino({ level: 'silent' })
    return oncePerJob(
      {
        knex,
        files,
        workshop,
        clock,
        log,
        engineId: 'engine',
        publicUrl: 'http://127.0.0.1',
        leaseMs: 5_000,
      },
      worker,
    )
  }
  it.each([
    ['the evaluation of a call', 'evaluation', { callId: 'evaluated' }, 'evaluated'],
    ['the meeting that votes on it', 'meeting', { meetingId: 'of the call' }, 'evaluated'],
    ['the meeting on the guidance document', 'meeting', { meetingId: 'of the guidance' }, null],
    ['the call itself', 'call', { callId: 'evaluated' }, null],
  ])('says of %s whose applications it evaluates (art. 5)', async (_, processId, variables, call) => {
    const planned = { cycle_id: CYCLE, round: 1, status: 'PLANNED' } as const
    await database.arrange((tx) =>
      tx('meetings')
        .insert([
          { ...planned, id: 'of the call', stage: 'EVALUATION', subject_id: 'evaluated' },
          { ...planned, id: 'of the guidance', stage: 'GUIDANCE', subject_id: 'guidance' },
        ])
        .onConflict('id')
        .ignore(),
    )
    const delivered = job({ processId, variables: { cycleId: CYCLE, ...variables } })
    const processInstanceKey = `${processId} ${Object.values(variables).join()}`
    const step = runnable(() => Promise.resolve(), [], z.looseObject({ cycleId: z.string() }))
    await step.run({ ...delivered, processInstanceKey })
    const row = await database
      .knex('process_instances')
      .where({ process_instance_key: processInstanceKey })
      .first()
    expect(row?.evaluated_call_id).toBe(call)
  })

  const sendMail = ({ stores }: WorkerContext) =>
    stores.outbox.mail({ cycleId: CYCLE, to: ['a@b.example'], subject: 's', text: 't', attachments: [] })
  const mails = async (): Promise<number> => (await database.knex('outbox').where({ kind: 'MAIL' })).length

  it('acts once, however often it is delivered, and answers the same', async () => {
    const delivered = job()
    const step = runnable(async (context) => {
      await sendMail(context)
    })
    const first = await step.run(delivered)
    const [mail] = await database.knex('outbox').where({ kind: 'MAIL' })
    expect(mail?.process_instance_key).toBe(delivered.processInstanceKey)
    const before = await database.dump()
    expect(await step.run(delivered)).toEqual(first)
    expect(await database.dump()).toEqual(before)
  })

  it('acts once when it is delivered twice at the same moment', async () => {
    const delivered = job()
    const before = await mails()
    const step = runnable(async (context) => {
      await sendMail(context)
    })
    await Promise.all([step.run(delivered), step.run(delivered), step.run(delivered)])
    expect(await mails()).toBe(before + 1)
  })

  it('keeps a modelled refusal as its outcome, without what the step had written', async () => {
    const delivered = job()
    const before = await mails()
    const step = runnable(
      async (context) => {
        await sendMail(context)
        throw new BusinessError('FUNDS_NOT_AVAILABLE')
      },
      ['FUNDS_NOT_AVAILABLE'],
    )
    expect(await step.run(delivered)).toMatchObject({ errorCode: 'FUNDS_NOT_AVAILABLE' })
    expect(await mails()).toBe(before)
    const calm = runnable(() => Promise.resolve())
    expect(await calm.run(delivered)).toMatchObject({ errorCode: 'FUNDS_NOT_AVAILABLE' })
  })

  it.each([
    ['a defect', new TypeError('broken')],
    ['a passing fault', new TransientError('later')],
    ['a refusal that no model catches', new BusinessError('CUP_MISSING')],
  ])('leaves no trace after %s, so that it can run again', async (_, error) => {
    const delivered = job()
    const before = await database.dump()
    await expect(runnable(() => Promise.reject(error)).run(delivered)).rejects.toBe(error)
    expect(await database.dump()).toEqual(before)
  })

  it.each([
    ['a defect', { cycleId: CYCLE }, [{ cycle_id: CYCLE, application_id: null }]],
    ['data out of contract', { cycleId: CYCLE, applicationId: 'no application' }, [{ cycle_id: CYCLE }]],
    ['a cycle that is none', { cycleId: 'no cycle' }, []],
    ['no cycle at all', {}, []],
  ])(
    'that is the first of its instance and fails tells of the instance alone: %s',
    async (_, variables, told) => {
      const processInstanceKey = `90${(key += 1)}`
      const { process_instances: others, ...before } = await database.dump()
      const step = runnable(() => Promise.reject(new TypeError('broken')))
      await expect(step.run(job({ processInstanceKey, variables }))).rejects.toThrow()
      const { process_instances: all, ...after } = await database.dump()
      expect(after).toEqual(before)
      expect(all).toHaveLength((others ?? []).length + told.length)
      const rows = await database
        .knex('process_instances')
        .where({ process_instance_key: processInstanceKey })
      expect(rows).toMatchObject(told)
    },
  )

  it('treats a refusal that the worker does not declare as a fault: nothing stays', async () => {
    const before = await database.dump()
    const step = runnable(async (context) => {
      await sendMail(context)
      throw new BusinessError('FUNDS_NOT_AVAILABLE')
    })
    await expect(step.run(job())).rejects.toThrow('FUNDS_NOT_AVAILABLE')
    expect(await database.dump()).toEqual(before)
  })

  it('refuses variables that are not in the contract before it touches anything', async () => {
    const before = await database.dump()
    await expect(
      runnable(() => Promise.resolve()).run(job({ variables: { cycleId: CYCLE, name: 'Rossi' } })),
    ).rejects.toThrow(z.ZodError)
    expect(await database.dump()).toEqual(before)
  })

  it('leaves an audit row that the chain holds', async () => {
    await runnable(() => Promise.resolve()).run(job())
    const entries = await database.stores.audit.entries(CYCLE)
    expect(entries.at(-1)).toMatchObject({ actor: 'process:probe', action: 'probe' })
    expect(await database.stores.audit.head(CYCLE)).toBe(entries.at(-1)?.hash)
  })
})
