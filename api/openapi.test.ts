import { describe, expect, it } from '@jest/globals'
import { tasks } from '../tasks/registry.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes.ts'
import { demoSessionRoutes } from './session.ts'

interface Content {
  content?: Record<string, { schema: { anyOf?: { $ref: string }[] } }>
}
interface Operation {
  parameters: { in: string; name: string }[]
  requestBody?: Content
  responses: Record<string, Content>
  security?: Record<string, unknown>[]
}

const all = [...routes, ...demoSessionRoutes]
const document = openApiDocument(all) as {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: object }
}
const operationOf = ({ path, method }: (typeof all)[number]): Operation => document.paths[path]![method]!

describe('the OpenAPI document', () => {
  it.each(all.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    'tells %s: parameters, body, answers, who may',
    (_name, route) => {
      const told = operationOf(route)
      const named = (where: string) =>
        told.parameters.filter((one) => one.in === where).map((one) => one.name)
      expect(named('path')).toEqual([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
      expect(named('header')).toEqual([
        ...(route.method === 'get' || route.who === 'ANYONE' ? [] : ['Idempotency-Key', 'Acting-Function']),
        ...(route.versioned ? ['If-Match'] : []),
      ])
      expect(Object.keys(told.requestBody?.content ?? {})).toEqual(
        route.upload ? ['multipart/form-data'] : route.body ? ['application/json'] : [],
      )
      const status = String(route.status ?? 200)
      expect(Object.keys(told.responses).toSorted()).toEqual(['4XX', '500', '503', status].toSorted())
      expect(Object.keys(told.responses[status]?.content ?? {})).toEqual(
        status === '204' ? [] : (route.files ?? ['application/json']),
      )
      expect(told.security?.flatMap((one) => Object.keys(one)) ?? []).toEqual(
        route.who === 'ANYONE' ? [] : [route.who === 'REGION' ? 'region' : 'session'],
      )
    },
  )

  it('names a file’s own types wherever a file streams out', () => {
    const files = all.filter((route) => route.files).map((route) => route.path)
    expect(files).toEqual([
      '/api/work-items/{id}/call-draft/notice',
      '/api/working-groups/{id}/reports/{reportId}/file',
      '/api/work-items/{id}/minutes',
      '/api/work-items/{id}/minutes-annex',
      '/api/calls/{callId}/ranking/seal',
      '/api/calls/{callId}/ranking/csv',
      '/api/calls/{callId}/ranking/json',
      '/api/documents/{id}',
      '/api/instances/file',
      '/api/stage-times/file',
      '/api/task-times/file',
      '/api/calls/{callId}/notice',
      '/api/calls/{callId}/correction-draft/notice',
      '/api/applications/{applicationId}/attachments/{kind}',
      '/api/applications/{applicationId}/requests/{requestId}/files/{kind}',
      '/api/applications/{applicationId}/form',
      '/api/applications/{applicationId}/receipt',
      '/api/applications/{applicationId}/letters/{partnerCode}',
      '/api/payments/{paymentId}/order',
    ])
  })

  it('says what each task takes', () => {
    const complete = document.paths['/api/work-items/{id}/complete']?.['post']
    const refs = complete?.requestBody?.content?.['application/json']?.schema.anyOf?.map((one) => one.$ref)
    expect(refs).toEqual(tasks.map((task) => `#/components/schemas/${task.element}`))
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(tasks.map((task) => task.element)),
    )
  })
})
