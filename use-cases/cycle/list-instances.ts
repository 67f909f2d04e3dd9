import type { WatchedAsked } from '../../db/cycle/process-read-model.ts'
import { instanceTable } from '../../documents/cycle/instance-table.ts'
import type { UseCase } from '../../procedures/context.ts'

interface TableFile {
  file: { content: Buffer; fileName: string; mediaType: string }
}

/** The list of instances as a file, for whoever watches. */
export const listInstances: UseCase<WatchedAsked, TableFile> = async ({ stores }, asked) => ({
  file: {
    content: await instanceTable(stores, asked),
    ...{ fileName: 'processi.csv', mediaType: 'text/csv' },
  },
})
