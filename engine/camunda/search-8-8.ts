import type { Camunda8 } from '@camunda8/sdk'
import type { Ask, EngineSearch, FoundElement } from './search.ts'
import { PAGE, incidentOf, oldestFirst, instanceStateOf, pathOf, readAll, tokensOf } from './search.ts'

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
  ]: Client[Name]
}
type Filter<Name extends keyof Searches> = NonNullable<
  NonNullable<Parameters<Searches[Name]>[0]> extends { filter?: infer F } ? F : never
>
type Item<Name extends keyof Searches> = NonNullable<Awaited<ReturnType<Searches[Name]>>['items']>[number]
type Flows = NonNullable<Awaited<ReturnType<Client['getProcessInstanceSequenceFlows']>>['items']>

const paths: Record<keyof Searches, string> = {
  searchUserTasks: 'user-tasks/search',
  searchElementInstances: 'element-instances/search',
  searchIncidents: 'incidents/search',
  searchProcessDefinitions: 'process-definitions/search',
  searchProcessInstances: 'process-instances/search',
}

/** Reads of Camunda 8.8 and later: `userTaskKey`, texts as keys, `after`, `element-instances`, sequence flows. Checked against
 * the SDK's types, never run here. */
export function createSearch88(ask: Ask): EngineSearch {
  const search = searching(ask)
  const elements = elementsBy(search)
  const instances = async (keys: readonly string[]) =>
    (await search('searchProcessInstances', { processInstanceKey: { $in: keys as InstanceKeys } })).map(
      toInstance,
    )
  return {
    async userTasks(processInstanceKey, state) {
      const found = await search('searchUserTasks', { ...of(processInstanceKey), state })
      return found.map((task) => ({
        userTaskKey: String(task.userTaskKey),
        elementInstanceKey: String(task.elementInstanceKey),
        elementId: String(task.elementId),
      }))
    },
    ...elementReads(elements),
    async path(key) {
      const { items = [] } = await ask<{ items?: Flows }>({
        method: 'GET',
        urlPath: `process-instances/${key}/sequence-flows`,
      })
      return [...pathOf((await elements(key)).map(toElement)), ...flowsOf(items)]
    },
    incidents: async (key) =>
      (await search('searchIncidents', { ...of(key), state: 'ACTIVE' })).map(toIncident),
    openIncidents: async () =>
      oldestFirst((await search('searchIncidents', { state: 'ACTIVE' })).map(toIncident)),
    instances,
    instance: async (key) => (await instances([key]))[0] ?? null,
    definitions: async () => (await search('searchProcessDefinitions', {})).map(toDefinition),
  }
}

type Elements = ReturnType<typeof elementsBy>

const elementsBy =
  (search: ReturnType<typeof searching>) =>
  async (key: string, more: Filter<'searchElementInstances'> = {}) => {
    const found = await search('searchElementInstances', { ...of(key), ...more })
    return found.filter((one) => one.type !== 'PROCESS')
  }

const elementReads = (elements: Elements): Pick<EngineSearch, 'hasEnded' | 'tokens' | 'definitionKeyOf'> => ({
  async hasEnded({ processInstanceKey, elementInstanceKey: key }) {
    const found = await elements(processInstanceKey, { elementInstanceKey: key as ElementKey })
    return found.some(({ state }) => state !== 'ACTIVE')
  },
  tokens: async (key) => tokensOf((await elements(key, { state: 'ACTIVE' })).map(toElement)),
  async definitionKeyOf(key) {
    const [first] = await elements(key)
    return first ? String(first.processDefinitionKey) : null
  },
})

type InstanceKey = NonNullable<Filter<'searchElementInstances'>['processInstanceKey']>
type ElementKey = NonNullable<Filter<'searchElementInstances'>['elementInstanceKey']>
type InstanceKeys = Extract<InstanceKey, { $in?: unknown }>['$in']
const of = (key: string) => ({ processInstanceKey: key as InstanceKey })

const toElement = (one: Item<'searchElementInstances'>): FoundElement => ({
  elementId: one.elementId,
  state: one.state,
  incident: one.hasIncident,
})

const toDefinition = (one: Item<'searchProcessDefinitions'>) => ({
  key: String(one.processDefinitionKey),
  processId: String(one.processDefinitionId),
  version: Number(one.version),
})

const toInstance = (found: Item<'searchProcessInstances'>) => ({
  key: String(found.processInstanceKey),
  processId: String(found.processDefinitionId),
  state: instanceStateOf(found.state),
  startedAt: new Date(found.startDate),
  endedAt: found.endDate ? new Date(found.endDate) : null,
})

function toIncident(found: Item<'searchIncidents'>) {
  const incident = {
    key: String(found.incidentKey),
    processInstanceKey: String(found.processInstanceKey),
    elementId: String(found.elementId),
    elementInstanceKey: String(found.elementInstanceKey),
    jobKey: found.jobKey ?? null,
    createdAt: new Date(found.creationTime ?? 0),
  }
  return incidentOf(incident, found.errorType ?? 'UNKNOWN', found.errorMessage ?? '')
}

function flowsOf(items: Flows) {
  const taken = new Map<string, number>()
  for (const { elementId } of items) taken.set(String(elementId), (taken.get(String(elementId)) ?? 0) + 1)
  return [...taken].map(([elementId, completed]) => ({
    elementId,
    kind: 'FLOW' as const,
    completed,
    terminated: 0,
  }))
}

function searching(ask: Ask) {
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
