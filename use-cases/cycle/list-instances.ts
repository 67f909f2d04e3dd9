import type { WatchedAsked } from '../../db/cycle/watched-instances.ts'
import { instanceTable } from '../../documents/cycle/instance-table.ts'
import type { UseCase } from '../../procedures/context.ts'
import { taskOf } from '../../tasks/registry.ts'

interface TableFile {
  file: { content: Buffer; fileName: string; mediaType: string }
}

/** The list of instances as a file, for whoever watches. */
export const listInstances: UseCase<WatchedAsked, TableFile> = async ({ stores }, asked) => ({
  file: {
    content: await instanceTable(stores, asked, (element) => taskOf(element).title),
    ...{ fileName: 'processi.csv', mediaType: 'text/csv' },
  },
})
