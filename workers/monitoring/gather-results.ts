import { z } from 'zod'
import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { resultsTable } from '../../documents/monitoring/results-table.ts'
import { defineLongWorker } from '../worker.ts'

/* Art. 8, 10: every project has told its results; they are gathered in one table, expected against achieved. */
export const gatherResults = defineLongWorker({
  jobType: 'gather-results',
  input: variablesOf(monitoringReturn, 'cycleId'),
  output: z.strictObject({}),
  async prepare({ cycleId }, outside) {
    const projects = await outside.read(({ stores }) => stores.results.projectReturns(cycleId))
    const silent = projects.filter((project) => project.results.some((result) => result.achieved === null))
    if (silent.length > 0) throw new Error(`no results yet from ${silent.map(({ code }) => code).join(', ')}`)
    const file = await outside.keep(resultsTable(projects))
    return async ({ stores, now }) => {
      await stores.documents.record({
        ...file,
        cycleId,
        kind: 'results-table',
        subjectId: cycleId,
        title: 'Risultati attesi e raggiunti',
        fileName: 'risultati.csv',
        mediaType: 'text/csv; charset=utf-8',
        signature: 'NONE',
        createdAt: now,
      })
      return {}
    }
  },
})
