import { createDocument } from 'zod-openapi'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject, ZodOpenApiResponseObject } from 'zod-openapi'
import { z } from 'zod'
import { requestKeySchema } from './carry-out.ts'
import { versionSchema } from './version.ts'
import type { Route } from './route.ts'

const problem = z.object({ path: z.string(), code: z.string(), message: z.string() })
const refusal = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z
      .object({
        problems: z.array(problem).optional().describe('I primi venti punti da correggere'),
        untold: z.int().optional().describe('Quanti altri punti sono da correggere'),
        confirmation: z.string().optional(),
        current: z
          .record(z.string(), z.unknown())
          .optional()
          .describe('Di una bozza salvata di nuovo nel frattempo: che cosa contiene ora, e la sua versione'),
      })
      .optional(),
  })
  .meta({ id: 'Refusal', description: 'Che cosa non va, dove, e come si rimedia' })

const requestKey = z.object({
  'Idempotency-Key': requestKeySchema
    .optional()
    .describe('Chiave di questa richiesta, scelta da chi la invia'),
})

const actingFunction = z.object({
  'Acting-Function': z
    .string()
    .optional()
    .describe(
      'Funzione in cui la richiesta è scritta: se la sessione opera in un’altra, 409. Senza, vale quella della sessione',
    ),
})

const versionHeader = z.object({
  'If-Match': versionSchema.describe('Versione letta di ciò che si cambia; se non è più quella, 409'),
})

const headersOf = ({ versioned }: Route) => ({
  ...requestKey.shape,
  ...actingFunction.shape,
  ...(versioned === 'REQUIRED' ? versionHeader.shape : versioned ? versionHeader.partial().shape : {}),
})

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
        'Importi in centesimi interi, istanti ISO 8601, testi in UTF-8. Una richiesta con intestazione Idempotency-Key può essere ripetuta: riceve la prima risposta e non agisce due volte; la stessa chiave con un altro contenuto è rifiutata. Si entra con POST /api/session: la risposta porta il cookie della sessione, che vale dieci ore.',
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
    ...rights(route),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(route.method === 'get' || route.who === 'ANYONE' ? {} : { header: z.object(headersOf(route)) }),
    },
    ...requestBody(route),
    responses: {
      [String(route.status ?? 200)]: answered(route),
      '4XX': refused('Richiesta rifiutata'),
      '500': refused('Errore interno, con il numero con cui è segnalato'),
      '503': {
        ...refused('Momentaneamente occupato: riprova'),
        headers: z.object({ 'Retry-After': z.int().describe('Secondi da attendere') }),
      },
    },
  }
}

function rights({ who }: Route): Pick<ZodOpenApiOperationObject, 'security' | 'description'> {
  if (who === 'ANYONE') return {}
  if (who === 'REGION') return { security: [{ region: [] }] }
  const held = who === 'SIGNED_IN' ? {} : { description: `Ruoli: ${who.join(', ')}` }
  return { security: [{ session: [] }], ...held }
}

function answered({ status, answer, files }: Route): ZodOpenApiResponseObject {
  if (status === 204) return { description: 'Fatto' }
  const types = files ?? ['application/json']
  return {
    description: 'Fatto',
    content: Object.fromEntries(types.map((type) => [type, { schema: answer }])),
  }
}

function requestBody({ upload, body, bodies }: Route): Pick<ZodOpenApiOperationObject, 'requestBody'> {
  if (upload) {
    const schema = z.object({ file: z.string().meta({ format: 'binary' }) })
    return { requestBody: { content: { 'multipart/form-data': { schema } }, required: true } }
  }
  const schema = bodies ? z.union(bodies) : body
  return schema ? { requestBody: { content: { 'application/json': { schema } }, required: true } } : {}
}
