import { atOnce } from '../../domain/shared/at-once.ts'
import type { Knex } from 'knex'
import type { Role } from '../../domain/shared/roles.ts'
import type { Page } from '../platform/page.ts'
import type { FinalReport, MoneyYear, ProjectReturn, ReturnsAsked } from './result-store.ts'
import { createResultStore } from './result-store.ts'
import type { AsViewer, Viewer } from '../platform/viewer.ts'

interface CycleResults {
  projects: Page<ProjectReturn>
  years: MoneyYear[]
  finalReport: FinalReport | null
}

const WHOLE_NETWORK: readonly Role[] = ['PROCESS_OWNER', 'CASE_OFFICER', 'FINANCE', 'COMMITTEE_MEMBER']
const seesNetwork = ({ role }: Viewer): boolean => role !== null && WHOLE_NETWORK.includes(role)

/** Results and money of a cycle's projects: the offices and the committee see all of them, with the money of each year
 * and the final report as it is written; a lead sees its own, and the report once its act is published, as its documents (art. 6, 10). */
export function createMonitoringReadModel(asViewer: AsViewer) {
  return {
    results: (viewer: Viewer, cycleId: string, asked: ReturnsAsked = {}): Promise<CycleResults> =>
      asViewer(viewer, async (tx) => {
        const results = createResultStore(tx)
        const network = seesNetwork(viewer)
        return atOnce({
          projects: results.pageOfReturns(cycleId, { ...asked, led: viewer.role === 'ALLIANCE_LEAD' }),
          years: network ? results.moneyYears(cycleId) : [],
          finalReport: finalReport(tx, cycleId, network),
        })
      }),

    /** The money of each year, for those who see the whole network's. */
    years: async (viewer: Viewer, cycleId: string): Promise<MoneyYear[]> =>
      seesNetwork(viewer) ? asViewer(viewer, (tx) => createResultStore(tx).moneyYears(cycleId)) : [],
  }
}

async function finalReport(tx: Knex, cycleId: string, network: boolean): Promise<FinalReport | null> {
  return network || (await isPublished(tx, cycleId)) ? createResultStore(tx).finalReport(cycleId) : null
}

async function isPublished(tx: Knex, cycleId: string): Promise<boolean> {
  const proposal = await tx('act_proposals')
    .where({ cycle_id: cycleId, kind: 'FINAL_RETURN' })
    .whereIn('status', ['PUBLISHED', 'EFFECTIVE'])
    .first<{ id: string } | undefined>('id')
  return proposal !== undefined
}
