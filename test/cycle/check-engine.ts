import { createEngine } from '../../engine/connect.ts'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'

interface Instance {
  bpmnProcessId?: string
  processDefinitionId?: string
  state: string
}

const everyProcess = [
  'grant-cycle',
  'guidance',
  'meeting',
  'act-adoption',
  'call',
  'evaluation',
  'regional-approval',
  'alliance-project',
  'disbursement',
  'expenditure-report',
  'monitoring-return',
]

/** Asks the engine itself: every process was completed, none is left or failed. */
export async function checkEngine(play: Play, { environment }: RunningApplication): Promise<void> {
  const engine = createEngine(
    { grpcAddress: environment['ZEEBE_GRPC_ADDRESS'] ?? '', restUrl: environment['CAMUNDA_REST_URL'] ?? '', user: 'demo', password: 'demo' },
    '8.6',
  )
  const instances = await play.until('every process completed in the engine', async () => {
    const { items } = await engine.clients.rest.callApiEndpoint<Record<string, unknown>, { items: Instance[] }>({
      method: 'POST',
      urlPath: 'process-instances/search',
      body: { page: { from: 0, limit: 1_000 } },
    })
    return items.some((item) => item.state === 'ACTIVE') ? null : items
  })
  const completed = new Set(instances.filter((item) => item.state === 'COMPLETED').map((item) => item.bpmnProcessId ?? item.processDefinitionId))
  for (const id of everyProcess) play.check(`Il motore ha completato ${id}`, completed.has(id), [...completed])
  await engine.close()
}
