import type { FoundInstance } from '../../domain/process/instance-reads.ts'
import type { FoundUserTask } from '../port.ts'
import { staysOf, timesOf } from './element-times.ts'
import type { Ask, Definition, EngineSearch, FoundElement } from './search.ts'
import { PAGE, incidentOf, oldestFirst, instanceStateOf, pathOf, readAll, tokensOf } from './search.ts'

type Key = number | bigint
interface Answer<T> {
  items: T[]
  page?: { lastSortValues?: unknown[] }
}
interface FoundTask {
  userTaskKey?: Key
  key?: Key
  elementInstanceKey: Key
  elementId?: string
}
interface FlowNode {
  key: Key
  flowNodeId: string
  type?: string
  state: string
  incident?: boolean
  processDefinitionKey: Key
  startDate: string
  endDate?: string | null
}
interface FoundIncident {
  key: Key
  processInstanceKey: Key
  flowNodeId: string
  flowNodeInstanceKey: Key
  jobKey?: Key | null
  errorType: string
  errorMessage?: string
  creationTime: string
}
interface FoundInstanceItem {
  key?: Key
  processInstanceKey?: Key
  processDefinitionId?: string
  bpmnProcessId?: string
  state: string
  startDate: string
  endDate?: string | null
}
interface FoundDefinition {
  key?: Key
  processDefinitionKey?: Key
  processDefinitionId?: string
  bpmnProcessId?: string
  version: number
}

/** Reads of Camunda 8.6: `key`, numbers as keys, `searchAfter`, `flownode-instances`. Tasks and tokens were proved live.
 * It tells no sequence flows: a path has elements only; nor who called whom, variables, models, and what is
 * waited for. */
export function createSearch86(ask: Ask): EngineSearch {
  const search = searching(ask)
  const elements = async (processInstanceKey: string, more: object = {}): Promise<FoundElement[]> => {
    const found = await search<FlowNode>('flownode-instances', { ...of(processInstanceKey), ...more })
    return found.map(toElement)
  }
  const instance = async (key: string): Promise<FoundInstance | null> => {
    const found = await search<FoundInstanceItem>('process-instances', { key: BigInt(key) })
    return found.map(toInstance).find((one) => one.key === key) ?? null
  }
  return {
    userTasks: async (key, state) =>
      (await search<FoundTask>('user-tasks', { ...of(key), state })).map(toTask),
    async hasEnded({ processInstanceKey, elementInstanceKey }) {
      const found = await elements(processInstanceKey, { key: BigInt(elementInstanceKey) })
      return found.some(({ state }) => state !== 'ACTIVE')
    },
    tokens: async (key) => tokensOf(await elements(key, { state: 'ACTIVE' })),
    path: async (key) => pathOf(await elements(key)),
    stays: async (key, asked) => staysOf(await elements(key), asked),
    times: async (key) => timesOf(await elements(key)),
    ...UNTOLD,
    incidents: async (key) =>
      (await search<FoundIncident>('incidents', { ...of(key), state: 'ACTIVE' })).map(toIncident),
    openIncidents: async () =>
      oldestFirst((await search<FoundIncident>('incidents', { state: 'ACTIVE' })).map(toIncident)),
    instance,
    /* It searches by one key at a time. */
    async instances(keys) {
      const found: FoundInstance[] = []
      for (const key of keys) found.push(...[(await instance(key)) ?? []].flat())
      return found
    },
    definitions: async () => (await search<FoundDefinition>('process-definitions', {})).map(toDefinition),
    async definitionKeyOf(processInstanceKey) {
      const [first] = await search<FlowNode>('flownode-instances', of(processInstanceKey))
      return first ? String(first.processDefinitionKey) : null
    },
  }
}

/* Keys are numbers here, also those that only a big integer holds. */
const of = (processInstanceKey: string) => ({ processInstanceKey: BigInt(processInstanceKey) })

const UNTOLD = {
  caller: () => Promise.resolve(null),
  called: () => Promise.resolve(null),
  variables: () => Promise.resolve(null),
  waits: () => Promise.resolve({ jobs: null, timers: null, messages: null }),
  xmlOf: () => Promise.resolve(null),
}

const toElement = (one: FlowNode): FoundElement => ({
  key: String(one.key),
  elementId: one.flowNodeId,
  type: one.type ?? '',
  state: one.state,
  incident: one.incident ?? false,
  enteredAt: new Date(one.startDate),
  endedAt: one.endDate ? new Date(one.endDate) : null,
})

const toTask = (found: FoundTask): FoundUserTask => ({
  userTaskKey: String(found.userTaskKey ?? found.key),
  elementInstanceKey: String(found.elementInstanceKey),
  elementId: found.elementId ?? '',
})

const toDefinition = (found: FoundDefinition): Definition => ({
  key: String(found.processDefinitionKey ?? found.key),
  processId: found.processDefinitionId ?? found.bpmnProcessId ?? '',
  version: found.version,
})

const toInstance = (found: FoundInstanceItem) => ({
  key: String(found.processInstanceKey ?? found.key),
  processId: found.processDefinitionId ?? found.bpmnProcessId ?? '',
  state: instanceStateOf(found.state),
  startedAt: new Date(found.startDate),
  endedAt: found.endDate ? new Date(found.endDate) : null,
})

function toIncident(found: FoundIncident) {
  const incident = {
    key: String(found.key),
    processInstanceKey: String(found.processInstanceKey),
    elementId: found.flowNodeId,
    elementInstanceKey: String(found.flowNodeInstanceKey),
    jobKey: !found.jobKey || Number(found.jobKey) < 0 ? null : String(found.jobKey),
    createdAt: new Date(found.creationTime),
  }
  return incidentOf(incident, found.errorType, found.errorMessage ?? '')
}

function searching(ask: Ask) {
  return <T>(what: string, filter: Record<string, unknown>): Promise<T[]> =>
    readAll(async (cursor) => {
      const page = cursor === null ? { from: 0, limit: PAGE } : { limit: PAGE, searchAfter: cursor }
      const answer = await ask<Answer<T>>({
        method: 'POST',
        urlPath: `${what}/search`,
        body: { filter, page },
      })
      return { items: answer.items, next: answer.page?.lastSortValues }
    })
}
