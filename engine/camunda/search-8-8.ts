import { elementsBy, of, searching, toElement, toInstance } from './asking-8-8.ts'
import type { Elements, ElementKey, Flows, InstanceKeys, Item } from './asking-8-8.ts'
import { createInstanceSearch } from './instance-search-8-8.ts'
import type { Ask, EngineSearch } from './search.ts'
import { incidentOf, oldestFirst, pathOf, tokensOf } from './search.ts'

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
    ...createInstanceSearch(search, elements),
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
    xmlOf: (key) =>
      ask<string>({
        ...{ method: 'GET', urlPath: `process-definitions/${key}/xml` },
        ...{ headers: { accept: 'text/xml' }, parseJson: (text) => text },
      }),
  }
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

const toDefinition = (one: Item<'searchProcessDefinitions'>) => ({
  key: String(one.processDefinitionKey),
  processId: String(one.processDefinitionId),
  version: Number(one.version),
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
