import { query } from './database.ts'
import type { Client } from './database.ts'
import type { ProcessModel } from './models/model.ts'
import { calledFrom, reachFrom } from './models/reach.ts'
import type { Versions } from './models/versions.ts'

/* That an instance of a process may wait for a message of this name. */
interface AwaitedName {
  name: string
  processId: string
}

/* A process lives also where the message that starts it is kept and has not started it yet. */
const LIVING = `
select distinct e.resource_key as key from engine.elements e
union
select s.resource_key from engine.message_starts s
 where exists (select from engine.messages m where m.name = s.message_name
   and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = s.process_id))`

/** Every name that something living may still wait for: what its version holds, and the processes that it calls or would call. */
export async function awaitedNames(client: Client, versions: Versions): Promise<AwaitedName[]> {
  const living = await query<{ key: string }>(client, 'living-versions', [LIVING])
  const awaited: AwaitedName[] = []
  await reachFrom(
    living.map(({ key }) => ({ kind: 'PROCESS', key })),
    async ({ kind, key }) => {
      if (kind === 'DECISION') return []
      const model = await versions.process(client, key)
      awaited.push(...namesIn(model))
      return calledFrom(client, versions, { key, model })
    },
  )
  return awaited
}

/* Start events of the process itself begin instances: nothing that lives waits at them. */
function namesIn({ processId, elements }: ProcessModel): AwaitedName[] {
  return [...elements.values()].flatMap(({ kind, scopeId, event }) => {
    const begins = kind === 'START_EVENT' && scopeId === processId
    return event?.type === 'MESSAGE' && !begins ? [{ name: event.name, processId }] : []
  })
}
