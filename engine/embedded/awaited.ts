import { query } from './database.ts'
import type { Client } from './database.ts'
import { StepFault } from './interpreter/faults.ts'
import type { ProcessModel } from './models/model.ts'
import type { Versions } from './models/versions.ts'

/** That an instance of a process may wait for a message of this name. */
export interface AwaitedName {
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
  const open = living.map(({ key }) => key)
  const seen = new Set(open)
  const awaited: AwaitedName[] = []
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const model = await versions.process(client, key)
    awaited.push(...namesIn(model))
    for (const called of await calledFrom({ client, versions }, key, model)) {
      if (seen.has(called)) continue
      seen.add(called)
      open.push(called)
    }
  }
  return awaited
}

/* Start events of the process itself begin instances: nothing that lives waits at them. */
function namesIn({ processId, elements }: ProcessModel): AwaitedName[] {
  return [...elements.values()].flatMap(({ kind, scopeId, event }) => {
    const begins = kind === 'START_EVENT' && scopeId === processId
    return event?.type === 'MESSAGE' && !begins ? [{ name: event.name, processId }] : []
  })
}

async function calledFrom(
  { client, versions }: { client: Client; versions: Versions },
  caller: string,
  { elements }: ProcessModel,
): Promise<string[]> {
  const keys: string[] = []
  for (const { call } of elements.values()) {
    if (call === null) continue
    try {
      keys.push(
        await versions.bound(client, 'PROCESS', { id: call.processId, binding: call.binding, caller }),
      )
    } catch (error) {
      /* One that is not deployed now takes nothing now. */
      if (!(error instanceof StepFault)) throw error
    }
  }
  return keys
}
