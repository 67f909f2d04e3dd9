import { createWorkshop } from '../../../app/workshop.ts'
import { tellCost } from './cost.ts'

/* The workbook as steps and requests have it made. */
const [databaseUrl = '', cycleId = '', documentsFolder = ''] = process.argv.slice(2)
const workshop = createWorkshop({ databaseUrl, documentsFolder })
/* A cycle that is not there has a thread load all that it needs. */
const load = () => workshop.writeWorkbook('nothing').catch(() => undefined)
await tellCost(load, async () => {
  const made = await workshop.writeWorkbook(cycleId)
  if (!made.balanced) throw new Error('the workbook of the seed does not reconcile')
  return made
})
