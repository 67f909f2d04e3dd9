import { z } from 'zod'
import { exactNumber } from './exact-json.ts'
import { outer, outerTask } from './keys.ts'
import { elementType, incidentType } from './shape.ts'
import type { Shape } from './shape.ts'

const wholeKey = z.union([z.bigint(), z.number().int()]).transform(String)
const question = z.strictObject({
  filter: z.strictObject({
    processInstanceKey: wholeKey.optional(),
    /* Of what is searched for: a process instance, an element instance. */
    key: wholeKey.optional(),
    state: z.string().optional(),
  }),
  page: z.strictObject({
    from: z.literal(0).optional(),
    limit: z.number().int().min(1).max(10_000),
    searchAfter: z.tuple([wholeKey]).optional(),
  }),
})
const number = (key: string) => exactNumber(outer(key))

/** Camunda 8.6: `key`, numbers as keys, `searchAfter`, `flownode-instances`, no sequence flows. */
export const shape86: Shape = {
  paths: {
    tasks: 'user-tasks/search',
    elements: 'flownode-instances/search',
    incidents: 'incidents/search',
    instances: 'process-instances/search',
    definitions: 'process-definitions/search',
  },
  later: null,
  read(search, body) {
    const { filter, page } = question.parse(body)
    const instanceKey = (search === 'instances' ? filter.key : filter.processInstanceKey) ?? null
    return {
      instanceKey,
      instanceKeys: [instanceKey ?? []].flat(),
      parentKey: null,
      elementKey: (search === 'elements' ? filter.key : null) ?? null,
      state: filter.state ?? null,
      limit: page.limit,
      after: page.searchAfter?.[0] ?? null,
    }
  },
  task: ({ key, state, elementId, elementInstanceKey, instanceKey }) => ({
    ...{ state, elementId, candidateGroup: [], candidateUser: [], tenantIds: '<default>' },
    key: exactNumber(outerTask(key)),
    elementInstanceKey: number(elementInstanceKey),
    processInstanceKey: number(instanceKey),
  }),
  element: ({ key, elementId: flowNodeId, kind, state, hasIncident: incident, ...row }) => ({
    ...{ flowNodeId, state, incident, type: elementType(kind), tenantId: '<default>' },
    key: number(key),
    processInstanceKey: number(row.instanceKey),
    processDefinitionKey: number(row.definitionKey),
    startDate: row.startedAt,
    endDate: row.endedAt,
  }),
  instance: ({ key, processId: bpmnProcessId, state, startedAt: startDate, endedAt: endDate }) => ({
    ...{ key: number(key), bpmnProcessId, startDate, endDate, tenantId: '<default>' },
    state: state === 'TERMINATED' ? 'CANCELED' : state,
  }),
  incident: (row) => ({
    key: number(row.key),
    processInstanceKey: number(row.processInstanceKey),
    ...{ errorType: incidentType(row.code), errorMessage: row.sentence, state: 'ACTIVE' },
    flowNodeId: row.elementId,
    flowNodeInstanceKey: number(row.elementInstanceKey),
    creationTime: row.createdAt,
    /* Where there is no job it says so by a number. */
    jobKey: row.jobKey === null ? -1 : number(row.jobKey),
    tenantId: '<default>',
  }),
  definition: ({ key, id: bpmnProcessId, version, fileName: resourceName }) => ({
    ...{ key: number(key), bpmnProcessId, version, resourceName, tenantId: '<default>' },
  }),
  answer: (items, { items: rows, total: totalItems }) => ({
    items,
    page: {
      totalItems,
      firstSortValues: rows.slice(0, 1).map(({ key }) => exactNumber(key)),
      lastSortValues: rows.slice(-1).map(({ key }) => exactNumber(key)),
    },
  }),
  listsProcess: false,
  hasFlows: false,
  busyStatus: 429,
}
