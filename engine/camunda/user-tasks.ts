import { inTime } from '../../domain/shared/in-time.ts'
import { TransientError } from '../../domain/shared/errors.ts'
import type { ProcessEngine, UserTaskCompletion } from '../port.ts'
import type { RestClient } from './client.ts'
import { httpStatus, isSignedOut, LONGEST_CALL_MS, toEngineError } from './errors.ts'
import type { EngineSearch } from './search.ts'

const NOT_FOUND = 404

/** Completes user tasks: finds the engine's key by search (it trails by a second or two), signs in again on 401.
 * A task that an event has taken away counts as done. */
export function createUserTasks(
  clients: RestClient,
  search: Pick<EngineSearch, 'userTasks' | 'hasEnded'>,
): Pick<ProcessEngine, 'completeUserTask'> {
  const keys = new Map<string, string>()

  /* One that an event took away before its start listener's answer came was never a task there: its element has ended. */
  const keyOf = async (task: UserTaskCompletion): Promise<string | null> => {
    for (const state of ['CREATED', 'COMPLETED', 'CANCELED'] as const) {
      if (keys.has(task.elementInstanceKey)) break
      for (const found of await search.userTasks(task.processInstanceKey, state))
        keys.set(found.elementInstanceKey, found.userTaskKey)
    }
    const key = keys.get(task.elementInstanceKey) ?? null
    if (key === null && !(await search.hasEnded(task)))
      throw new TransientError(`user task of element instance ${task.elementInstanceKey} not found yet`)
    return key
  }

  const complete = async (userTaskKey: string | null, variables: Record<string, unknown>): Promise<void> => {
    if (userTaskKey === null) return
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
        await inTime(
          keyOf(task).then((userTaskKey) => complete(userTaskKey, task.variables)),
          LONGEST_CALL_MS,
        )
        keys.delete(task.elementInstanceKey)
      } catch (error) {
        if (isSignedOut(error)) clients.signIn.forget()
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

/* An address at which there is no engine is a setting: rows wait until it is mended. */
function completionFault(error: unknown): unknown {
  return httpStatus(error) === NOT_FOUND
    ? new TransientError('engine: its REST address answered 404', { cause: error })
    : toEngineError(error)
}
