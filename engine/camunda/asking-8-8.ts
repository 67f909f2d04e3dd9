import type { Camunda8 } from '@camunda8/sdk'
import { PAGE, instanceStateOf, readAll } from './search.ts'
import type { Ask, FoundElement } from './search.ts'

/* The SDK's own types of this API: what is asked and read is checked against them. */
type Client = ReturnType<Camunda8['getOrchestrationClusterApiClient']>
type Searches = {
  [
    Name in
      | 'searchUserTasks'
      | 'searchElementInstances'
      | 'searchIncidents'
      | 'searchProcessDefinitions'
      | 'searchProcessInstances'
      | 'searchVariables'
      | 'searchJobs'
      | 'searchMessageSubscriptions'
  ]: Client[Name]
}
export type Filter<Name extends keyof Searches> = NonNullable<
  NonNullable<Parameters<Searches[Name]>[0]> extends { filter?: infer F } ? F : never
>
export type Item<Name extends keyof Searches> = NonNullable<
  Awaited<ReturnType<Searches[Name]>>['items']
>[number]
export type Flows = NonNullable<Awaited<ReturnType<Client['getProcessInstanceSequenceFlows']>>['items']>

const paths: Record<keyof Searches, string> = {
  searchUserTasks: 'user-tasks/search',
  searchElementInstances: 'element-instances/search',
  searchIncidents: 'incidents/search',
  searchProcessDefinitions: 'process-definitions/search',
  searchProcessInstances: 'process-instances/search',
  searchVariables: 'variables/search',
  searchJobs: 'jobs/search',
  searchMessageSubscriptions: 'message-subscriptions/search',
}

export type Elements = ReturnType<typeof elementsBy>
export type Search = ReturnType<typeof searching>

/** The element instances of a process instance, without the process itself. */
export const elementsBy =
  (search: ReturnType<typeof searching>) =>
  async (key: string, more: Filter<'searchElementInstances'> = {}) => {
    const found = await search('searchElementInstances', { ...of(key), ...more })
    return found.filter((one) => one.type !== 'PROCESS')
  }

export type InstanceKey = NonNullable<Filter<'searchElementInstances'>['processInstanceKey']>
export type ElementKey = NonNullable<Filter<'searchElementInstances'>['elementInstanceKey']>
export type InstanceKeys = Extract<InstanceKey, { $in?: unknown }>['$in']
/** The filter by a process instance. */
export const of = (key: string) => ({ processInstanceKey: key as InstanceKey })

/** An element instance as all versions are read. */
export const toElement = (one: Item<'searchElementInstances'>): FoundElement => ({
  key: String(one.elementInstanceKey),
  elementId: String(one.elementId),
  type: one.type,
  state: one.state,
  incident: one.hasIncident,
  enteredAt: new Date(one.startDate),
  endedAt: one.endDate ? new Date(one.endDate) : null,
})

/** A process instance as the port tells it. */
export const toInstance = (found: Item<'searchProcessInstances'>) => ({
  key: String(found.processInstanceKey),
  processId: String(found.processDefinitionId),
  state: instanceStateOf(found.state),
  startedAt: new Date(found.startDate),
  endedAt: found.endDate ? new Date(found.endDate) : null,
})

/** Searches one thing by its filter, page after page. */
export function searching(ask: Ask) {
  return <Name extends keyof Searches>(what: Name, filter: Filter<Name>): Promise<Item<Name>[]> =>
    readAll(async (cursor) => {
      const page = cursor === null ? { limit: PAGE } : { limit: PAGE, after: cursor }
      const answer = await ask<{ items?: Item<Name>[]; page?: { endCursor?: string } }>({
        method: 'POST',
        urlPath: paths[what],
        body: { filter, page },
      })
      return { items: answer.items ?? [], next: answer.page?.endCursor }
    })
}
