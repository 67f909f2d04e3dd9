import { TransientError } from '../../../domain/shared/errors.ts'
import type { UserTaskCompletion } from '../../port.ts'
import { EngineRefusal } from '../../port.ts'
import { command, rootOf } from './command.ts'
import type { EngineParts } from './command.ts'
import { isPoison } from './poison.ts'
import { asKey, checkVariables } from './input.ts'
import { query, read } from '../database.ts'

/** Completes the user task of an element instance. */
export async function completeUserTask(
  parts: EngineParts,
  { elementInstanceKey, variables }: UserTaskCompletion,
): Promise<void> {
  checkVariables(variables)
  const key = asKey(elementInstanceKey)
  const rootKey = await rootOf(parts, key)
  if (rootKey === null) return endedBefore(parts, key)
  const isDone = await carryOut(parts, rootKey, async (turn) => {
    const row = await turn.element(key)
    if (row === null) return false
    if (row.kind !== 'USER_TASK') throw new EngineRefusal('INVALID_STATE', `element ${key} is no user task`)
    /* Its start listener has not ended: a completion taken now would be lost, and the process would wait for ever. */
    if (row.state === 'ACTIVATING')
      throw new TransientError(`engine: the user task ${key} is still being made`)
    if (await hasIncident(turn.client, key))
      throw new TransientError(`engine: the user task ${key} waits for its incident`)
    if (row.state === 'ACTIVE') turn.steps.push({ do: 'COMPLETE', key, variables })
    return true
  })
  if (!isDone) await endedBefore(parts, key)
}

/* What the engine cannot carry out is told as such: whoever sends it again and again sets it aside for a person. */
function carryOut<T>(
  parts: EngineParts,
  rootKey: string,
  begin: Parameters<typeof command<T>>[2],
): Promise<T> {
  return command(parts, rootKey, begin).catch((error: unknown) => {
    if (error instanceof TransientError && isPoison(error))
      throw new Error('engine: the completion of a user task runs into the limit of a statement', {
        cause: error,
      })
    throw error
  })
}

async function hasIncident(client: Parameters<typeof query>[0], key: string): Promise<boolean> {
  const found = await query(client, 'incident-of-element', [
    'select from engine.incidents i where i.element_key = $1 and i.resolved_at is null limit 1',
    key,
  ])
  return found.length > 0
}

/* Completed, or taken away by an event: both are done. One that never was is a mistake of whoever asks. */
async function endedBefore({ pool }: EngineParts, key: string): Promise<void> {
  const [ended] = await read(pool, 'ended-task', [
    `select h.key from engine.history h where h.key = $1 and h.kind = 'USER_TASK'`,
    key,
  ])
  if (!ended) throw new EngineRefusal('NOT_FOUND', `there is no user task ${key}`)
}
