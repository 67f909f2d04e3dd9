import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { closedAt } from '../../domain/call/window.ts'
import type { BusinessError } from '../../domain/shared/errors.ts'
import type { Problem } from '../../domain/shared/problem.ts'
import { createCallScenario } from '../../test/support/call-scenario.ts'
import type { CallScenario } from '../../test/support/call-scenario.ts'
import { createTestDatabase } from '../../test/support/database.ts'
import { proposalFor } from '../../test/support/ranked-call.ts'
import type { TestDatabase } from '../../test/support/database.ts'
import { closeCall } from '../../workers/call/close-call.ts'
import { freezeCall } from '../../workers/call/freeze-call.ts'
import { publishCall } from '../../workers/call/publish-call.ts'
import { actDocuments } from '../../documents/act/act-documents.ts'
import { inspectFile } from '../../procedures/file/uploaded-file.ts'
import { renderDocument } from '../../reports/render-document.ts'
import { withoutFunction } from '../../procedures/context.ts'

let database: TestDatabase
let scenario: CallScenario
async function setUp(): Promise<void> {
  database = await createTestDatabase()
  scenario = await createCallScenario(database)
}

type Configuration = CallScenario['configuration']

async function prepare(change: (file: Configuration) => unknown): Promise<unknown> {
  const id = await scenario.openTask()
  const file = structuredClone(scenario.configuration)
  change(file)
  await scenario.upload(id, file)
  return scenario.steps.complete(scenario.owner, id, {})
}

describe('preparing the call', () => {
  beforeAll(setUp)
  afterAll(() => database.close())

  it.each<[string, (file: Configuration) => unknown, string]>([
    ['without criteria', (file) => (file.evaluation.criteria = []), 'evaluation.criteria'],
    ['without tranches', (file) => (file.tranches = []), 'tranches'],
    [
      'whose points do not sum',
      (file) => (file.evaluation.maxCentipoints.value = 9000),
      'evaluation.criteria',
    ],
    ['with an unknown field', (file) => Object.assign(file, { extra: 1 }), ''],
    ['without a source', (file) => Object.assign(file.title, { source: undefined }), 'title.source'],
    ['with a letter lost in its title', (file) => (file.title.value = 'Avviso\ufffd'), 'title.value'],
    ['with half a character in its title', (file) => (file.title.value = 'Avviso\ud800'), 'title.value'],
    [
      'of another allocation',
      (file) => file.allocation.years.forEach((one) => (one.year -= 1)),
      'allocation.years',
    ],
    [
      'that closed before',
      (file) => (
        (file.window.value.opens.date = '2026-01-01' as never),
        (file.window.value.closes.date = '2026-02-01' as never)
      ),
      'window.closes',
    ],
  ])(
    'refuses a file %s, saying where, and writes nothing (L. 241/1990 art. 12)',
    async (_what, change, path) => {
      const refusal = prepare(change)
      await expect(refusal).rejects.toMatchObject({ code: 'CALL_CONFIGURATION_INVALID' })
      const facts = await refusal.catch((error: unknown) => (error as BusinessError).facts)
      expect((facts as { problems: Problem[] }).problems.map((one) => one.path)).toContain(path)
      expect(await database.stores.calls.ofCycle(scenario.cycleId)).toEqual([])
    },
  )

  it('creates the call of the cycle with its frozen configuration and its window (art. 8, 9)', async () => {
    await prepare(() => undefined)
    const calls = await database.stores.calls.ofCycle(scenario.cycleId)
    expect(calls).toMatchObject([{ number: 1, status: 'DRAFT', opensAt: new Date('2027-01-21T11:00:00Z') }])
  })

  it('reads a file that begins with a byte order mark as it was read at upload', async () => {
    const id = await scenario.openTask()
    const file = Buffer.from(`\ufeff${JSON.stringify({ ...scenario.configuration, formatVersion: 2 })}`)
    await expect(inspectFile(file, 'avviso.json')).resolves.toMatchObject({ content: 'json' })
    await scenario.upload(id, file)
    await expect(scenario.steps.complete(scenario.owner, id, {})).rejects.toMatchObject({
      code: 'CALL_CONFIGURATION_INVALID',
    })
  })

  it('shows the form what the cycle has been assigned', async () => {
    const { data } = await scenario.steps.load(scenario.owner, await scenario.openTask())
    expect(data).toMatchObject({ cycleCode: 'PTC-2027' })
    expect(data['allocations']).toHaveLength(3)
  })
})

describe('publishing the call', () => {
  beforeEach(setUp)
  afterEach(() => database.close())

  it('proposes one act, and publishes only once it is in force (art. 8)', async () => {
    await prepare(() => undefined)
    const [call] = await database.stores.calls.ofCycle(scenario.cycleId)
    const variables = { cycleId: scenario.cycleId, callId: String(call?.id) }
    const first = await scenario.steps.job(freezeCall, variables)
    expect(await scenario.steps.job(freezeCall, variables)).toEqual(first)
    await expect(scenario.steps.job(publishCall, variables)).rejects.toThrow('has no effect yet')
    expect((await database.reads.calls.published(scenario.owner)).items).toEqual([])
  })

  it('never changes a frozen call, nor makes it a draft again (L. 241/1990 art. 12)', async () => {
    const call = await scenario.openCall()
    const changes = [
      { closes_at: new Date('2028-01-01') },
      { configuration: '{}' },
      { title: 'Un altro avviso' },
      { number: 7 },
      { status: 'DRAFT' },
    ] as const
    for (const change of changes) {
      const changed = database.knex('calls').where({ id: call.id }).update(change)
      await expect(changed).rejects.toThrow('a frozen call does not change')
    }
  })

  it('shows anybody every rule with its source (D.Lgs. 33/2013 art. 26)', async () => {
    const call = await scenario.openCall()
    const shown = await database.reads.calls.find(withoutFunction('', ''), call.id)
    expect(shown?.configuration.evaluation.criteria[0]).toMatchObject({
      maxCentipoints: 1500,
      source: { act: 'inventato (demo)' },
    })
  })

  it('prints the notice from the frozen rules, the same bytes each time', async () => {
    const call = await scenario.openCall()
    const proposal = await proposalFor(database, 'CALL_NOTICE', call.id)
    const build = actDocuments.CALL_NOTICE
    if (!proposal) throw new Error('no act was proposed')
    const context = {
      stores: database.stores,
      files: database.files,
      now: database.clock.now(),
    }
    const [one, two] = [await build(context, proposal), await build(context, proposal)]
    expect(one).toMatchObject({
      kind: 'call-notice',
      viewModel: { availableCents: 53_000_000, demonstration: true },
    })
    expect(
      (await renderDocument(one.kind, one.viewModel)).equals(await renderDocument(two.kind, two.viewModel)),
    ).toBe(true)
  })
})

describe('closing the call', () => {
  beforeEach(setUp)
  afterEach(() => database.close())

  it('asks legal time whether the hour has come, to the millisecond (art. 10)', async () => {
    const call = await scenario.openCall()
    const variables = { cycleId: scenario.cycleId, callId: call.id }
    database.setNow(new Date(closedAt(call).getTime() - 1))
    expect(await scenario.steps.job(closeCall, variables)).toMatchObject({ variables: { callClosed: false } })
    expect(await database.stores.calls.get(call.id)).toMatchObject({ status: 'PUBLISHED' })
  })

  it('declares it deserted when nobody applied, and a new notice takes the next number (art. 8)', async () => {
    const call = await scenario.openCall()
    const variables = { cycleId: scenario.cycleId, callId: call.id }
    database.setNow(closedAt(call))
    const closed = { variables: { callClosed: true, callDeserted: true } }
    expect(await scenario.steps.job(closeCall, variables)).toMatchObject(closed)
    expect(await scenario.steps.job(closeCall, variables)).toMatchObject(closed)
    await prepare((file) => (file.window.value.closes.date = '2027-12-01' as never))
    const calls = await database.stores.calls.ofCycle(scenario.cycleId)
    expect(calls.map((one) => [one.number, one.status])).toEqual([
      [1, 'DESERTED'],
      [2, 'DRAFT'],
    ])
  })
})
