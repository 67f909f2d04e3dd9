import { z } from 'zod'
import { outer, outerTask } from './keys.ts'
import { elementType, incidentType } from './shape.ts'
import type { Shape } from './shape.ts'

const key = z.string().regex(/^\d+$/)
const question = z.strictObject({
  filter: z.strictObject({
    processInstanceKey: z.union([key, z.strictObject({ $in: z.array(key) })]).optional(),
    elementInstanceKey: key.optional(),
    state: z.string().optional(),
  }),
  page: z.strictObject({
    limit: z.number().int().min(1).max(10_000),
    after: z.base64().optional(),
  }),
})
const tenantId = '<default>'

const keysOf = (asked: string | { $in: string[] } | undefined): string[] =>
  typeof asked === 'object' ? asked.$in : [asked ?? []].flat()

/** Camunda 8.8 and later: `userTaskKey`, texts as keys, `after`, `element-instances`, sequence flows. */
export const shape88: Shape = {
  paths: {
    tasks: 'user-tasks/search',
    elements: 'element-instances/search',
    incidents: 'incidents/search',
    instances: 'process-instances/search',
    definitions: 'process-definitions/search',
  },
  read(_search, body) {
    const { filter, page } = question.parse(body)
    return {
      instanceKey: typeof filter.processInstanceKey === 'string' ? filter.processInstanceKey : null,
      instanceKeys: keysOf(filter.processInstanceKey),
      elementKey: filter.elementInstanceKey ?? null,
      state: filter.state ?? null,
      limit: page.limit,
      after: page.after === undefined ? null : atob(page.after),
    }
  },
  task: ({ key, state, elementId, elementInstanceKey, instanceKey }) => ({
    ...{ state, elementId, candidateGroups: [], candidateUsers: [], tenantId },
    userTaskKey: outerTask(key),
    elementInstanceKey: outer(elementInstanceKey),
    processInstanceKey: outer(instanceKey),
  }),
  element: ({ key, elementId, kind, state, hasIncident, processId: processDefinitionId, ...row }) => ({
    ...{ elementId, elementName: elementId, state, hasIncident, processDefinitionId, tenantId },
    type: elementType(kind),
    elementInstanceKey: outer(key),
    processInstanceKey: outer(row.instanceKey),
    processDefinitionKey: outer(row.definitionKey),
    startDate: row.startedAt,
    ...(row.endedAt === null ? {} : { endDate: row.endedAt }),
  }),
  instance: ({ key, processId: processDefinitionId, state, startedAt: startDate, endedAt }) => ({
    ...{ processInstanceKey: outer(key), processDefinitionId, state, startDate, tenantId },
    ...(endedAt === null ? {} : { endDate: endedAt }),
  }),
  incident: (row) => ({
    incidentKey: outer(row.key),
    processInstanceKey: outer(row.processInstanceKey),
    ...{ errorType: incidentType(row.code), errorMessage: row.sentence, state: 'ACTIVE', tenantId },
    elementId: row.elementId,
    elementInstanceKey: outer(row.elementInstanceKey),
    creationTime: row.createdAt,
    ...(row.jobKey === null ? {} : { jobKey: outer(row.jobKey) }),
  }),
  definition: ({ key, id: processDefinitionId, version, fileName: resourceName }) => ({
    ...{ processDefinitionKey: outer(key), processDefinitionId, version, resourceName, tenantId },
  }),
  answer: (items, { items: rows, total: totalItems }) => ({
    items,
    page: {
      ...{ totalItems, hasMoreTotalItems: false },
      ...(rows.length === 0
        ? {}
        : { startCursor: btoa(rows[0]?.key ?? ''), endCursor: btoa(rows.at(-1)?.key ?? '') }),
    },
  }),
  listsProcess: true,
  hasFlows: true,
  busyStatus: 503,
}
