import express from 'express'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { UploadStore } from '../domain/shared/ports.ts'
import type { ReadModels } from '../db/read-models.ts'
import type { Actor, UseCase } from '../procedures/context.ts'
import type { LongUseCase } from '../documents/outside.ts'
import { parsed } from './parse-request.ts'
import type { EngineView, FileAnswer, RequestSession, Route, Limit } from './route.ts'
import { receiveUpload } from './upload.ts'
import type { FileInspector } from '../procedures/uploaded-file.ts'
import { withoutFunction } from '../procedures/context.ts'
import { localDateOf } from '../domain/shared/terms.ts'

const JSON_LIMIT = '1mb'
const UPLOAD_LIMIT_BYTES = 20 * 1024 * 1024

type Verb<C, R> = UseCase<C, R> | LongUseCase<C, R>

/** What the API is given by the composition root. */
export interface ApiParts {
  reads: ReadModels
  uploads: UploadStore
  inspect: FileInspector
  /** The signed-in person of a request, or null. */
  actorOf: (request: Request) => Promise<Actor | null>
  /** The Region's system, known by its bearer token. Throws BusinessError NOT_SIGNED_IN. */
  regionOf: (request: Request) => Actor
  /** Legal time. */
  now: () => Date
  run: <C, R>(request: { actor: Actor; arrivedAt: Date }, verb: Verb<C, R>, command: C) => Promise<R>
  runOnce: <C, R>(
    request: { actor: Actor; arrivedAt: Date; requestKey: string; contentSha256: string },
    verb: Verb<C, R>,
    command: C,
  ) => Promise<R>
  look: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C) => Promise<R>
  engine: EngineView
  sessionOf: (request: Request, response: Response) => RequestSession
  /** Counts a request of a kind for who asks. Throws BusinessError TOO_MANY_REQUESTS. */
  limit: (limit: Limit, who: string) => Promise<void>
}

/** The header with which a request names itself. */
export const requestKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/, 'Idempotency-Key: da 1 a 100 caratteri visibili, senza spazi.')
type Handler = (context: object) => Promise<unknown>
const anyone = withoutFunction('', '')

/** Mounts declared operations: rights first, then every part of the request through its schema, then the handler. */
export function mountRoutes(routes: readonly Route[], parts: ApiParts): Router {
  const router = express.Router()
  router.use('/api', express.json({ limit: JSON_LIMIT, strict: true }))
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1')
    router[route.method](path, async (request, response) => {
      /* The request is here whole (an upload: its head), and nothing of ours has waited yet: by its arrival it is in time,
         or late (art. 10). */
      const arrivedAt = parts.now()
      const actor = await allowedActor(route, request, parts)
      await count(route, actor, { request, parts })
      const requestKey = requestKeyOf(request)
      const context = {
        actor,
        today: localDateOf(arrivedAt),
        params: route.params ? parsed(route.params, request.params) : undefined,
        query: route.query ? parsed(route.query, request.query, 'QUERY_INVALID') : undefined,
        reads: parts.reads,
        look: <C, R>(useCase: UseCase<C, R>, command: C) => parts.look(actor, useCase, command),
        engine: parts.engine,
        session: parts.sessionOf(request, response),
      }
      await (route.admit as Handler | undefined)?.(context)
      const body = await bodyOf(route, request, parts)
      const run = <C, R>(verb: Verb<C, R>, command: C) =>
        requestKey === null
          ? parts.run({ actor, arrivedAt }, verb, command)
          : parts.runOnce({ actor, arrivedAt, requestKey, contentSha256: contentHash(body) }, verb, command)
      const answer = await (route.handle as Handler)({ ...context, body, run })
      if (isPlainForm(request) && route.backTo)
        response.redirect(303, route.backTo(context.params as Record<string, string>))
      else send(route, answer, response)
    })
  }
  return router
}

async function count(
  { limit, upload, files }: Route,
  actor: Actor,
  { request, parts }: { request: Request; parts: ApiParts },
): Promise<void> {
  const kind = limit ?? (upload ? 'UPLOAD' : files ? 'DOWNLOAD' : null)
  if (kind !== null) await parts.limit(kind, actor.personId || (request.ip ?? ''))
}

/* A browser that runs no script sends a form as a form, and wants a page. */
const isPlainForm = (request: Request): boolean =>
  request.is('urlencoded') !== false && request.accepts(['json', 'html']) === 'html'

function requestKeyOf(request: Request): string | null {
  const key = request.get('idempotency-key')
  if (key === undefined) return null
  return `${request.method} ${request.path} ${parsed(requestKeySchema, key)}`
}

/* What is asked, beside the address that is in the key: an uploaded file counts by its own hash. */
const contentHash = (body: unknown): string => sha256Hex(JSON.stringify(body ?? null))

async function allowedActor(route: Route, request: Request, parts: ApiParts): Promise<Actor> {
  if (route.who === 'REGION') return parts.regionOf(request)
  const actor = await parts.actorOf(request)
  if (route.who === 'ANYONE') return actor ?? anyone
  if (actor === null) throw new BusinessError('NOT_SIGNED_IN')
  const { who } = route
  if (who !== 'SIGNED_IN' && (actor.role === null || !who.includes(actor.role)))
    throw new BusinessError('NOT_ALLOWED')
  return actor
}

async function bodyOf(
  route: Route,
  request: Request,
  { uploads, inspect }: Pick<ApiParts, 'uploads' | 'inspect'>,
): Promise<unknown> {
  if (route.upload) return receiveUpload(request, { uploads, inspect, maxBytes: UPLOAD_LIMIT_BYTES })
  return route.body ? parsed(route.body, request.body ?? {}) : undefined
}

const isFile = (answer: unknown): answer is FileAnswer =>
  typeof answer === 'object' && answer !== null && 'file' in answer

function send(route: Route, answer: unknown, response: Response): void {
  if (!isFile(answer)) {
    const body = route.answer.parse(JSON.parse(JSON.stringify(answer ?? null)))
    response.status(route.status ?? 200).json(body)
    return
  }
  const { content, fileName, mediaType } = answer.file
  response.setHeader('Content-Type', mediaType)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.attachment(fileName)
  response.type(mediaType)
  if (Buffer.isBuffer(content)) response.send(content)
  else content.pipe(response)
}
