import { z } from 'zod'
import { outer, outerTask } from './keys.ts'
import { elementType, incidentType } from './shape.ts'
import type { Shape } from './shape.ts'

const key = z.string().regex(/^\d+$/)
const question = z.strictObject({
  filter: z.strictObject({
    processInstanceKey: z.union([key, z.strictObject({ $in: z.array(key) })]).optional(),
    parentProcessInstanceKey: key.optional(),
    elementInstanceKey: key.optional(),
    state: z.union([z.string(), z.strictObject({ $in: z.array(z.string()) })]).optional(),
    messageSubscriptionState: z.literal('CREATED').optional(),
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
  later: {
    paths: { variables: 'variables/search', jobs: 'jobs/search', messages: 'message-subscriptions/search' },
    variable: ({ key, scopeKey, instanceKey, name, value }) => ({
      ...{ name, value: JSON.stringify(value), isTruncated: false, tenantId },
      variableKey: outer(key),
      scopeKey: outer(scopeKey),
      processInstanceKey: outer(instanceKey),
    }),
    job: ({ key, elementKey, instanceKey, elementId, type, retries }) => ({
      ...{ elementId, type, retries, tenantId, state: retries === 0 ? 'FAILED' : 'CREATED' },
      jobKey: outer(key),
      elementInstanceKey: outer(elementKey),
      processInstanceKey: outer(instanceKey),
    }),
    message: ({ key, elementKey, instanceKey, elementId, name: messageName, correlationKey }) => ({
      ...{ elementId, messageName, correlationKey, messageSubscriptionState: 'CREATED', tenantId },
      messageSubscriptionKey: outer(key),
      elementInstanceKey: outer(elementKey),
      processInstanceKey: outer(instanceKey),
    }),
  },
  read(_search, body) {
    const { filter, page } = question.parse(body)
    return {
      instanceKey: typeof filter.processInstanceKey === 'string' ? filter.processInstanceKey : null,
      instanceKeys: keysOf(filter.processInstanceKey),
      parentKey: filter.parentProcessInstanceKey ?? null,
      elementKey: filter.elementInstanceKey ?? null,
      state: typeof filter.state === 'string' ? filter.state : null,
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
  instance: ({ key, processId: processDefinitionId, state, startedAt: startDate, endedAt, ...row }) => ({
    ...{ processInstanceKey: outer(key), processDefinitionId, state, startDate, tenantId },
    hasIncident: row.stopped,
    ...(endedAt === null ? {} : { endDate: endedAt }),
    ...(row.callerKey === null
      ? {}
      : {
          parentProcessInstanceKey: outer(row.callerInstanceKey ?? ''),
          parentElementInstanceKey: outer(row.callerKey),
        }),
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
