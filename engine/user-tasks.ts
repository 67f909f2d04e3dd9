import { TransientError } from '../domain/shared/errors.ts'
import type { ProcessEngine } from '../domain/shared/ports.ts'
import type { RestClient } from './client.ts'
import { httpStatus, inTime, toTransient } from './client.ts'
import type { EngineSearch } from './search.ts'

const NOT_FOUND = 404
const UNAUTHORIZED = 401

/** Completes user tasks: finds the engine's key by search (it trails by a second or two), signs in again on 401. */
export function createUserTasks(
  clients: RestClient,
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

  const complete = async (userTaskKey: string, variables: Record<string, unknown>): Promise<void> => {
    try {
      await clients.rest.completeUserTask({ userTaskKey, variables })
    } catch (error) {
      /* Completed before, or taken away by a boundary event: our own row has said which. */
      if (!isTaskGone(error)) throw error
    }
  }

  return {
    async completeUserTask(task) {
      try {
        await inTime(keyOf(task).then((userTaskKey) => complete(userTaskKey, task.variables)))
        keys.delete(task.elementInstanceKey)
      } catch (error) {
        if (httpStatus(error) === UNAUTHORIZED) clients.forgetLogin()
        throw completionFault(error)
      }
    },
  }
}

/* The engine's own words; the 404 of a proxy, or of a wrong address, does not have them. */
function isTaskGone(error: unknown): boolean {
  return (
    httpStatus(error) === NOT_FOUND &&
    error instanceof Error &&
    'title' in error &&
    error.title === 'NOT_FOUND'
  )
}

/* A login that has expired is renewed; an address at which there is no engine is a setting: rows wait until it is mended. */
function completionFault(error: unknown): unknown {
  const status = httpStatus(error)
  return status === UNAUTHORIZED || status === NOT_FOUND
    ? new TransientError(`engine: its REST address answered ${status}`, { cause: error })
    : toTransient(error)
}
