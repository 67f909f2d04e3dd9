import { TransientError } from '../domain/shared/errors.ts'
import type { RestClient } from './client.ts'
import { httpStatus, inTime, toTransient } from './client.ts'
import type { EngineSearch, TokenCount } from './search.ts'

const PAGE = 500
const UNAUTHORIZED = 401

interface Answer<T> {
  items: T[]
}

/** Reads of Camunda 8.6: `key`, numbers as keys, `flownode-instances`. Proved live. */
export function createSearch86(clients: RestClient): EngineSearch {
  const search = searching(clients)
  return {
    async userTasks(processInstanceKey, state) {
      const items = await search<{ userTaskKey?: number; key?: number; elementInstanceKey: number }>(
        'user-tasks',
        {
          processInstanceKey: Number(processInstanceKey),
          state,
        },
      )
      return items.map((item) => ({
        userTaskKey: String(item.userTaskKey ?? item.key),
        elementInstanceKey: String(item.elementInstanceKey),
      }))
    },

    async tokens(processInstanceKey) {
      const items = await search<{ flowNodeId: string; incident: boolean }>('flownode-instances', {
        processInstanceKey: Number(processInstanceKey),
        state: 'ACTIVE',
      })
      return count(items.map((item) => ({ elementId: item.flowNodeId, incident: item.incident })))
    },
  }
}

function searching(clients: RestClient) {
  return async <T>(what: string, filter: Record<string, unknown>): Promise<T[]> => {
    const ask = () =>
      inTime(
        clients.rest.callApiEndpoint<Record<string, unknown>, Answer<T>>({
          method: 'POST',
          urlPath: `${what}/search`,
          body: { filter, page: { from: 0, limit: PAGE } },
        }),
      )
    try {
      return (await ask()).items
    } catch (error) {
      if (httpStatus(error) !== UNAUTHORIZED) throw searchFault(error)
      clients.forgetLogin()
      return (await ask()).items
    }
  }
}

/* What is read decides nothing: a search store that has a bad moment is asked again, whatever its 5xx. */
function searchFault(error: unknown): unknown {
  const status = httpStatus(error) ?? 0
  return status >= 500
    ? new TransientError('engine: the search did not answer', { cause: error })
    : toTransient(error)
}

/** Counts active element instances by element. */
export function count(items: readonly { elementId: string; incident: boolean }[]): TokenCount[] {
  const counts = new Map<string, TokenCount>()
  for (const { elementId, incident } of items) {
    const entry = counts.get(elementId) ?? { elementId, active: 0, incidents: 0 }
    entry.active += 1
    entry.incidents += incident ? 1 : 0
    counts.set(elementId, entry)
  }
  return [...counts.values()]
}
