import { z } from 'zod'
import { monitoringReturn } from '../../domain/process/monitoring-return.ts'
import { variablesOf } from '../../domain/process/contract.ts'
import { resultsTable } from '../../documents/monitoring/results-table.ts'
import { defineWorker } from '../worker.ts'

/* Art. 8, 10: every project has told its results; they are gathered in one table, expected against achieved. */
export const gatherResults = defineWorker({
  jobType: 'gather-results',
  input: variablesOf(monitoringReturn, 'cycleId'),
  output: z.strictObject({}),
  async handle({ cycleId }, { stores, files, now }) {
    const projects = await stores.results.projectReturns(cycleId)
    const silent = projects.filter((project) => project.results.some((result) => result.achieved === null))
    if (silent.length > 0) throw new Error(`no results yet from ${silent.map(({ code }) => code).join(', ')}`)
    await stores.documents.record({
      ...(await files.put(resultsTable(projects))),
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
  },
})
