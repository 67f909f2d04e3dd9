import { TransientError } from '../domain/shared/errors.ts'
import type { ProcessEngine } from '../domain/shared/ports.ts'
import type { EngineClients } from './client.ts'
import { httpStatus, toTransient } from './client.ts'
import type { EngineSearch } from './search.ts'

const GONE = 404
const UNAUTHORIZED = 401

/** Completes user tasks: finds the engine's key by search (it trails by a second or two), signs in again on 401. */
export function createUserTasks(
  clients: EngineClients,
  search: EngineSearch,
): Pick<ProcessEngine, 'completeUserTask'> {
  const keys = new Map<string, string>()

  const keyOf = async (task: { elementInstanceKey: string; processInstanceKey: string }): Promise<string> => {
    for (const state of ['CREATED', 'COMPLETED', 'CANCELED'] as const) {
      if (keys.has(task.elementInstanceKey)) break
      for (const found of await search.userTasks(task.processInstanceKey, state))
        keys.set(found.elementInstanceKey, found.userTaskKey)
    }
    const key = keys.get(task.elementInstanceKey)
    if (key === undefined)
      throw new TransientError(`user task of element instance ${task.elementInstanceKey} not found yet`)
    return key
  }

  return {
    async completeUserTask(task) {
      try {
        const userTaskKey = await keyOf(task)
        await clients.rest.completeUserTask({ userTaskKey, variables: task.variables })
        keys.delete(task.elementInstanceKey)
      } catch (error) {
        if (httpStatus(error) === UNAUTHORIZED) {
          await clients.renewLogin()
          throw new TransientError('engine: the login has expired', { cause: error })
        }
        if (httpStatus(error) !== GONE) throw toTransient(error)
        /* Completed before, or taken away by a boundary event: our own row has said which. */
        keys.delete(task.elementInstanceKey)
      }
    },
  }
}
