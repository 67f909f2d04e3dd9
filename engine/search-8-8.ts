import type { Camunda8 } from '@camunda8/sdk'
import { TransientError } from '../domain/shared/errors.ts'
import { count } from './search-8-6.ts'
import type { EngineSearch } from './search.ts'

type Client = ReturnType<Camunda8['getOrchestrationClusterApiClient']>

const PAGE = 500

/** Reads of Camunda 8.8 and later: `userTaskKey`, text keys, `element-instances`. Checked against its types, never run here. */
export function createSearch88(client: Client): EngineSearch {
  const now = { consistency: { waitUpToMs: 0 } }
  return {
    async userTasks(processInstanceKey, state) {
      try {
        const { items } = await client.searchUserTasks(
          {
            filter: { processInstanceKey: keyOf(processInstanceKey), state },
            page: { limit: PAGE },
          },
          now,
        )
        return items.map((item) => ({
          userTaskKey: String(item.userTaskKey),
          elementInstanceKey: String(item.elementInstanceKey),
        }))
      } catch (error) {
        throw new TransientError('engine: the search did not answer', { cause: error })
      }
    },

    async tokens(processInstanceKey) {
      try {
        const { items } = await client.searchElementInstances(
          {
            filter: { processInstanceKey: keyOf(processInstanceKey), state: 'ACTIVE' },
            page: { limit: PAGE },
          },
          now,
        )
        return count(
          (items ?? []).map((item) => ({ elementId: String(item.elementId), incident: item.hasIncident })),
        )
      } catch (error) {
        throw new TransientError('engine: the search did not answer', { cause: error })
      }
    },
  }
}

type SearchFilter = NonNullable<NonNullable<Parameters<Client['searchUserTasks']>[0]>['filter']>
type InstanceKey = Extract<SearchFilter['processInstanceKey'], string>

const keyOf = (key: string): InstanceKey => key as InstanceKey
