import { readModels } from '../../bpmn/read-models.ts'
import { createEngine } from '../../engine/connect.ts'
import type { RunningApplication } from '../support/running-application.ts'
import type { Play } from './play.ts'

/** Asks the engine itself: no token waits anywhere, and every process has reached an end. */
export async function checkEngine(play: Play, { environment }: RunningApplication): Promise<void> {
  const engine = createEngine(
    {
      grpcAddress: environment['ZEEBE_GRPC_ADDRESS'] ?? '',
      restUrl: environment['CAMUNDA_REST_URL'] ?? '',
      user: 'demo',
      password: 'demo',
    },
    '8.6',
  )
  const found = async (filter: Record<string, string>): Promise<number> => {
    const { page } = await engine.clients.rest.callApiEndpoint<
      Record<string, unknown>,
      { page: { totalItems: number } }
    >({
      method: 'POST',
      urlPath: 'flownode-instances/search',
      body: { filter, page: { from: 0, limit: 1 } },
    })
    return page.totalItems
  }
  await play.until('no token waits in the engine', async () => (await found({ state: 'ACTIVE' })) === 0)
  for (const { processId, flowNodes } of await readModels()) {
    const ends = flowNodes.filter((node) => node.type === 'bpmn:EndEvent').map((node) => node.id)
    const reached = await Promise.all(ends.map((flowNodeId) => found({ flowNodeId, state: 'COMPLETED' })))
    const times = reached.reduce((sum, count) => sum + count, 0)
    play.check(`Il motore ha completato ${processId}`, times > 0, { ends, times })
  }
  await engine.close()
}
