import { createDocument } from 'zod-openapi'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import { z } from 'zod'
import type { Route } from './route.ts'

const problem = z.object({ path: z.string(), code: z.string(), message: z.string() })
const refusal = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.object({ problems: z.array(problem) }).optional(),
  })
  .meta({ id: 'Refusal', description: 'Che cosa non va, dove, e come si rimedia' })

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: refusal } },
})

/** The OpenAPI 3.1 document of the declared operations: the same schemas that check the requests. */
export function openApiDocument(routes: readonly Route[]): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Concilia',
      version: '1',
      description:
        'Importi in centesimi interi, istanti ISO 8601, testi in UTF-8. Una POST o PUT con intestazione Idempotency-Key può essere ripetuta: riceve la prima risposta e non agisce due volte.',
    },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'concilia' },
        region: { type: 'http', scheme: 'bearer' },
      },
    },
    paths,
  }) as unknown as Record<string, unknown>
}

function operation(route: Route): ZodOpenApiOperationObject {
  return {
    summary: route.summary,
    tags: [route.tag],
    ...(route.who === 'ANYONE'
      ? {}
      : { security: [route.who === 'REGION' ? { region: [] } : { session: [] }] }),
    ...(Array.isArray(route.who) ? { description: `Ruoli: ${route.who.join(', ')}` } : {}),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
    },
    ...requestBody(route),
    responses: {
      [String(route.status ?? 200)]: {
        description: 'Fatto',
        content: { 'application/json': { schema: route.answer } },
      },
      '4XX': refused('Richiesta rifiutata'),
      '503': refused('Momentaneamente occupato: riprova'),
    },
  }
}

function requestBody(route: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (route.upload) {
    const schema = z.object({ file: z.string().meta({ format: 'binary' }) })
    return { requestBody: { content: { 'multipart/form-data': { schema } }, required: true } }
  }
  return route.body
    ? { requestBody: { content: { 'application/json': { schema: route.body } }, required: true } }
    : {}
}
