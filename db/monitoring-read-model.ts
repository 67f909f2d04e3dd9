import type { FinalReport, MoneyYear, ProjectReturn } from './result-store.ts'
import { createResultStore } from './result-store.ts'
import type { AsViewer, Viewer } from './viewer.ts'

export interface CycleResults {
  projects: ProjectReturn[]
  years: MoneyYear[]
  finalReport: FinalReport | null
}

/** Results and money of a cycle's projects: a lead sees its own, the committee all of them (art. 6, 10). */
export function createMonitoringReadModel(asViewer: AsViewer) {
  return {
    results: (viewer: Viewer, cycleId: string): Promise<CycleResults> =>
      asViewer(viewer, async (tx) => {
        const results = createResultStore(tx)
        return {
          projects: await results.projectReturns(cycleId),
          years: await results.moneyYears(cycleId),
          finalReport: await results.finalReport(cycleId),
        }
      }),
  }
}
