import { demoPersonId } from '../../app/demo/network-ids.ts'
import { loadDemoNetwork } from '../support/demo-network.ts'
import { createStores } from '../../db/stores.ts'
import type { Stores } from '../../db/stores.ts'
import { newId } from '../../domain/shared/ids.ts'
import type { Knex } from 'knex'

/** A cycle with its guidance document, as the variables that the steps ask for. */
export interface BenchCycle {
  cycleId: string
  guidanceDocumentId: string
}

/** The demo network and some cycles: each cycle has an audit chain of its own, as in real work. */
export async function loadBenchRows(knex: Knex, cycles: number): Promise<BenchCycle[]> {
  return knex.transaction(async (tx) => {
    const stores = createStores(tx)
    await loadDemoNetwork(stores)
    const opened: BenchCycle[] = []
    while (opened.length < cycles) opened.push(await openCycle(stores))
    return opened
  })
}

async function openCycle(stores: Stores): Promise<BenchCycle> {
  const cycleId = newId<string>()
  const now = new Date()
  const cycle = {
    id: cycleId,
    code: `MISURA-${cycleId}`,
    title: 'Ciclo di misura',
    guidelinesAct: 'd.g.r. di misura',
    guidanceDueOn: '2030-03-31',
    endsOn: '2031-12-31',
    processOwnerId: demoPersonId('PROCESS_OWNER'),
    openedAt: now,
  }
  await stores.cycles.open(cycle, [{ year: 2030, amountCents: 100_000_00 }])
  const guidanceDocumentId = await stores.guidance.draft({
    cycleId,
    version: 1,
    title: 'Documento di misura',
    context: [],
    needs: [],
    priorities: [],
    commentsDueAt: now,
    createdAt: now,
  })
  return { cycleId, guidanceDocumentId }
}
