import { elementOf } from '../models/model.ts'
import { query } from '../database.ts'
import { lockStarts } from './locks.ts'
import type { ElementRow, InstanceRow, Variables } from './rows.ts'
import type { Turn } from './turn.ts'
import { setLocal } from './variables.ts'

/* Which process begins, where, and with what. */
interface Start extends Pick<InstanceRow, 'processId' | 'resourceKey' | 'startKey'> {
  startEventId: string
  variables: Variables
}

/** Begins a process instance, as a root or called by an element, at one of its start events. Throws StepFault. */
export async function startInstance(
  turn: Turn,
  caller: ElementRow | null,
  { startEventId, variables, ...instance }: Start,
): Promise<void> {
  turn.reserve(2)
  const process = await turn.createInstance(caller, instance)
  const start = await turn.create(process, { elementId: startEventId, kind: 'START_EVENT' })
  const { outputs } = elementOf(turn.versions.known(instance.resourceKey), startEventId)
  setLocal(turn, outputs.length > 0 ? start.key : process.key, variables)
  turn.steps.push({ do: 'ENTER', key: process.key })
}

interface Waiting {
  key: string
  variables: Variables
  resourceKey: string
  startEventId: string
}

interface StartAsked {
  correlationKey: string
  /** One that is handed over though its time to live has passed meanwhile. */
  messageKey: string | null
  /** The instance that holds the key until this turn is written. */
  ending: string | null
}

/**
 * Starts a process by the oldest message of this correlation key that it has not taken, unless one started by that key lives.
 * Without a key the message given starts it, always. The lock of (process, key) is held until the transaction ends.
 */
export async function startByMessage(
  turn: Turn,
  processId: string,
  { correlationKey, messageKey, ending }: StartAsked,
): Promise<boolean> {
  turn.reserve(2)
  await lockStarts(turn.client, processId, correlationKey)
  const [waiting] = await query<Waiting>(turn.client, 'take-start', [
    `with next as (
       select m.key, m.variables, s.resource_key as "resourceKey", s.element_id as "startEventId"
         from engine.messages m join engine.message_starts s on s.message_name = m.name
        where s.process_id = $1 and m.correlation_key = $2 and (m.expires_at > $3 or m.key = $4::bigint)
          and ($2 <> '' or m.key = $4::bigint)
          and ($2 = '' or not exists (select from engine.instances i where i.process_id = $1 and i.start_key = $2 and i.ended_at is null and i.key is distinct from $5::bigint))
          and not exists (select from engine.correlations c where c.message_key = m.key and c.process_id = $1)
          and not exists (select from engine.deliveries d where d.message_key = m.key and d.attempts >= 5 and m.key is distinct from $4::bigint)
        order by m.key limit 1),
     taken as (insert into engine.correlations (message_key, process_id) select next.key, $1 from next)
     select * from next`,
    processId,
    correlationKey,
    turn.now,
    messageKey,
    ending,
  ])
  if (!waiting) return false
  const { resourceKey, startEventId, variables } = waiting
  const startKey = correlationKey === '' ? null : correlationKey
  await startInstance(turn, null, { processId, resourceKey, startEventId, startKey, variables })
  return true
}
