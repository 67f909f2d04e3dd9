import { join } from 'node:path'
import type { Knex } from 'knex'
import { demoAlliances } from '../../../app/demo/alliances.ts'
import { allianceApplication } from '../../../app/demo/applications.ts'
import { demoCallConfiguration } from '../../../app/demo/call.ts'
import { demoNetwork } from '../../../app/demo/network.ts'
import { demoPersonId } from '../../../app/demo/network-ids.ts'
import { loadNetwork } from '../../../app/network-file.ts'
import { createEngineIdentity } from '../../../db/platform/engine-identity.ts'
import { createStores } from '../../../db/stores.ts'
import type { CallConfiguration } from '../../../domain/call/configuration.ts'
import { callRules, configurationHash } from '../../../domain/call/configuration.ts'
import type { ProcessEngine } from '../../../engine/port.ts'
import { readModelFiles } from '../../../engine/model-files.ts'
import { FILE_SHA256, GRANT_CENTS, callSteps } from './seed-calls.ts'
import { draftSteps } from './seed-drafts.ts'
import { evaluationSteps, outcomeSteps } from './seed-evaluation.ts'
import { expenditureSteps } from './seed-expenditure.ts'
import { networkSteps } from './seed-network.ts'
import { FIRST_YEAR, balanceSteps, projectSteps } from './seed-projects.ts'
import { sealRankings } from './seed-rankings.ts'
import { workSteps } from './seed-work.ts'
import { idText, OPEN_CALL } from './shape.ts'
import type { Shape } from './shape.ts'

const MODELS = join(import.meta.dirname, '../../../bpmn')
const DAY_MS = 86_400_000
const ALLOCATED_CENTS = 100_000_000_000
/* The first five calls are of the first cycle, the others of the second. */
const CYCLES = 2
const cycleOf = (call: number): string => idText('CYC', call <= 5 ? 1 : 2)

const office = {
  processOwner: demoPersonId('PROCESS_OWNER'),
  caseOfficer: demoPersonId('CASE_OFFICER_1'),
  finance: demoPersonId('FINANCE_1'),
}

/** What a step of the seed wrote, and how long it took. */
export interface SeededStep {
  step: string
  rows: number
  seconds: number
}

/** Fills a migrated, empty database in the owner's rights: rows in sets, each
 * born and moved as the tables' lifecycles, checks and triggers want it. Deterministic but for days, which count from today. */
export async function seedScale(
  knex: Knex,
  engine: Pick<ProcessEngine, 'deploy'>,
  shape: Shape,
): Promise<SeededStep[]> {
  const steps: SeededStep[] = []
  const step = async (name: string, work: (tx: Knex) => Promise<unknown>): Promise<void> => {
    const started = performance.now()
    const rows = await knex.transaction(async (tx) => {
      await tx.raw('set local statement_timeout = 0')
      return rowsOf(await work(tx))
    })
    steps.push({ step: name, rows, seconds: (performance.now() - started) / 1_000 })
  }
  const run = async (statements: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, sql] of Object.entries(statements)) await step(name, (tx) => tx.raw(sql))
    await step('analyze', (tx) => tx.raw('analyze'))
  }
  await createEngineIdentity(knex).bindEmbedded()
  await engine.deploy(await readModelFiles(MODELS))
  await step('network, cycles, calls', (tx) => openCalls(tx, shape))
  await run({ ...networkSteps(shape), ...callSteps(shape, content(shape), office.caseOfficer) })
  await run(evaluationSteps(shape, office.processOwner))
  await step('rankings', (tx) => sealRankings(tx))
  await run({ ...outcomeSteps, ...projectSteps(shape, office), ...expenditureSteps(shape, office) })
  await run({ ...balanceSteps(office), ...workSteps(shape) })
  await step('open call', (tx) => openCall(tx, configured(shape), { number: OPEN_CALL, daysAgo: 10 }))
  await run(draftSteps(shape, content(shape)))
  return steps
}

/* Rows that the statements of a step inserted or changed. */
function rowsOf(answer: unknown): number {
  const answers = (Array.isArray(answer) ? answer : [answer]) as ({ rowCount?: number | null } | undefined)[]
  return answers.reduce((sum, one) => sum + (one?.rowCount ?? 0), 0)
}

const configured = (shape: Shape): CallConfiguration => {
  const configuration = demoCallConfiguration(new Date(Date.now() - 150 * DAY_MS), FIRST_YEAR)
  const budgetLineCents = {
    ...configuration.budgetLineCents,
    value: (shape.projects * GRANT_CENTS) as CallConfiguration['budgetLineCents']['value'],
  }
  return { ...configuration, budgetLineCents }
}

const content = (shape: Shape): string =>
  JSON.stringify(allianceApplication(demoAlliances[0], callRules(configured(shape))))

async function openCalls(tx: Knex, shape: Shape): Promise<void> {
  const stores = createStores(tx)
  const at = new Date(Date.now() - 200 * DAY_MS)
  await loadNetwork(stores, demoNetwork, at)
  await tx('stored_files').insert({ sha256: FILE_SHA256, size_bytes: 1_000, stored_at: at })
  for (let number = 1; number <= CYCLES; number += 1) await openCycle(tx, number, at)
  const configuration = configured(shape)
  for (let number = 1; number <= shape.calls; number += 1)
    await openCall(tx, configuration, { number, daysAgo: 140 })
}

/* For thirty days, from so many days ago. */
async function openCall(
  tx: Knex,
  configuration: CallConfiguration,
  { number, daysAgo }: { number: number; daysAgo: number },
): Promise<void> {
  const { calls } = createStores(tx)
  const id = idText('CAA', number)
  const opensAt = Date.now() - daysAgo * DAY_MS
  await calls.add({
    ...{ id, cycleId: cycleOf(number), number, title: `Avviso di misura ${number}`, configuration },
    configurationSha256: configurationHash(configuration),
    opensAt: new Date(opensAt),
    closesAt: new Date(opensAt + 30 * DAY_MS),
  })
  for (const action of ['freeze', 'publish'] as const) await calls.move(id, action)
}

async function openCycle(tx: Knex, number: number, openedAt: Date): Promise<void> {
  const stores = createStores(tx)
  const id = idText('CYC', number)
  await stores.cycles.open(
    {
      ...{
        id,
        code: `MISURA-${number}`,
        title: `Ciclo di misura ${number}`,
        guidelinesAct: 'd.g.r. di misura',
      },
      ...{
        guidanceDueOn: `${FIRST_YEAR}-03-31`,
        endsOn: `${FIRST_YEAR + 3}-12-31`,
        processOwnerId: office.processOwner,
        openedAt,
      },
    },
    [0, 1, 2].map((later) => ({ year: FIRST_YEAR + later, amountCents: ALLOCATED_CENTS })),
  )
  const receivedOn = `${FIRST_YEAR}-02-01` as never
  await stores.cash.receive(
    id,
    { year: FIRST_YEAR, amountCents: ALLOCATED_CENTS, receivedOn, reference: `incasso ${number}` },
    openedAt,
  )
  await stores.guidance.draft({
    ...{
      cycleId: id,
      version: 1,
      title: 'Documento di misura',
      context: [],
      commentsDueAt: openedAt,
      createdAt: openedAt,
    },
    ...{ needs: [{ text: 'nidi', source: 'ISTAT' }], priorities: [{ title: 'tempo', text: 'servizi' }] },
  })
}
