import { stageTable, taskTable } from '../../documents/cycle/time-tables.ts'
import type { UseCase } from '../../procedures/context.ts'
import { stageOfElement } from '../../tasks/registry.ts'

interface Asked {
  /** A year of Rome; every one where it is left out. */
  year?: number | undefined
}
interface TableFile {
  file: { content: Buffer; fileName: string; mediaType: string }
}

const named = (content: Buffer, name: string, { year }: Asked): TableFile => ({
  file: { content, fileName: `${name}${year === undefined ? '' : `-${year}`}.csv`, mediaType: 'text/csv' },
})

/** How long the stages of cycles took, as a file, for the yearly account to the committee (art. 6). */
export const tableStageTimes: UseCase<Asked, TableFile> = async ({ stores }, asked) =>
  named(
    stageTable(await stores.figures.stages({ ...asked, stages: stageOfElement })),
    'tempi-delle-fasi',
    asked,
  )

/** How long completed tasks waited and were in hands, as a file. */
export const tableTaskTimes: UseCase<Asked, TableFile> = async ({ stores }, asked) =>
  named(
    taskTable(await stores.figures.tasks({ ...asked, stages: stageOfElement })),
    'tempi-delle-attivita',
    asked,
  )
