import type { Request, Response } from 'express'
import { z } from 'zod'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Decision } from '../domain/evaluation/may-act.ts'
import { limitedTo } from '../domain/network/substitution.ts'
import type { UploadStore } from '../domain/shared/ports.ts'
import type { LongUseCase } from '../documents/outside.ts'
import { expecting } from '../procedures/file/uploaded-file.ts'
import type { FileInspector } from '../procedures/file/uploaded-file.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { ReadModels } from '../db/read-models.ts'
import type { Actor, UseCase } from '../procedures/context.ts'
import { withoutFunction } from '../procedures/context.ts'
import { requireMayAct } from '../procedures/evaluation/may-act.ts'
import { jsonValue } from './json-value.ts'
import { parsed } from './parse-request.ts'
import type { EngineView } from './engine-view.ts'
import type { Limit, RequestSession, Route } from './route.ts'
import { versionOf } from './version.ts'

type Verb<C, R> = UseCase<C, R> | LongUseCase<C, R>

/** What the API is given by the composition root. */
export interface ApiParts {
  reads: ReadModels
  uploads: UploadStore
  inspect: FileInspector
  /** The signed-in person of a request, or null. */
  actorOf: (request: Request) => Promise<Actor | null>
  /** Prepares an answer that only reads, for whoever is signed in; what it notes, it notes once that is `sure`. */
  reading: <T>(
    request: Request,
    prepare: (signedIn: { actor: Actor } | null, sure: () => Promise<void>) => Promise<T>,
  ) => Promise<T>
  /** The Region's system, known by its bearer token. Throws BusinessError NOT_SIGNED_IN. */
  regionOf: (request: Request) => Actor
  /** Legal time. */
  now: () => Date
  run: <C, R>(
    request: { actor: Actor; arrivedAt: Date; place: Place },
    verb: Verb<C, R>,
    command: C,
  ) => Promise<R>
  runOnce: <C, R>(
    request: { actor: Actor; arrivedAt: Date; place: Place; requestKey: string; contentSha256: string },
    verb: Verb<C, R>,
    command: C,
  ) => Promise<R>
  look: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C) => Promise<R>
  engine: EngineView
  /** Where people reach us. */
  publicUrl: string
  sessionOf: (request: Request, response: Response) => RequestSession
  /** Counts a request of a kind for who asks. Throws BusinessError TOO_MANY_REQUESTS. */
  limit: (limit: Limit, who: string) => Promise<void>
}

/** The header with which a request names itself; a form of a page carries it in a hidden field. */
export const requestKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/, 'Idempotency-Key: da 1 a 100 caratteri visibili, senza spazi.')

/** One request for an operation, wherever it comes from: JSON over HTTP, or a form of a page. */
export interface Asked {
  /** Who asks is known by it. */
  request: Request
  response: Response
  /** Legal time at which it was here whole (an upload: its last byte, known once its body is read), before anything of ours
   * waited: by it, it is in time or late (art. 10). */
  arrivedAt: Date
  /** Method and path of the operation, filled in. */
  path: string
  /** Sent again under the same key it is carried out once; undefined for a request that does not name itself. */
  key: unknown
  /** What makes it the same request when its key comes again; left out, its body. */
  content?: unknown
  /** The version that it changes, as it was seen; undefined where none is told. */
  version?: unknown
  /** The function in which it was written; undefined where none is told, and the session's counts. */
  writtenIn?: unknown
  params: unknown
  query: unknown
  /** Read once the person may ask at all: an uploaded file, or what the operation's schema reads. */
  body: () => unknown
}

/* Where a request stands in the line before the database: what only brings a file lets all others go first. */
type Place = 'IN_LINE' | 'BEHIND'
type Handler = (context: object) => Promise<unknown>
const anyone = withoutFunction('', '')

/** Carries an operation out: rights first, then every part of the request through its schema, then the handler. Throws what
 * any of them refuses. */
export async function carryOut(route: Route, asked: Asked, parts: ApiParts): Promise<unknown> {
  const { request } = asked
  const actor = await allowedActor(route, asked, parts)
  await count(route, actor, { request, parts })
  const requestKey = requestKeyOf(asked)
  const version = versionOf(route, asked.version)
  const context = contextOf(route, asked, { actor, parts })
  await (route.admit as Handler | undefined)?.(context)
  const body = await bodyOf(route, asked, context)
  const { arrivedAt } = asked
  const place: Place = route.upload ? 'BEHIND' : 'IN_LINE'
  const decision = decidedWith(route, context.params)
  const run = <C, R>(asking: Verb<C, R>, command: C) => {
    const verb = decision === null ? asking : barring(asking, decision)
    return requestKey === null
      ? parts.run({ actor, arrivedAt, place }, verb, command)
      : parts.runOnce(
          { actor, arrivedAt, place, requestKey, contentSha256: contentHash(asked.content ?? body) },
          verb,
          command,
        )
  }
  return (route.handle as Handler)({ ...context, version, body, run })
}

const contextOf = (route: Route, asked: Asked, { actor, parts }: { actor: Actor; parts: ApiParts }) => ({
  actor,
  now: asked.arrivedAt,
  today: localDateOf(asked.arrivedAt),
  params: route.params ? parsed(route.params, asked.params) : undefined,
  query: route.query ? parsed(route.query, asked.query, 'QUERY_INVALID') : undefined,
  reads: parts.reads,
  look: <C, R>(useCase: UseCase<C, R>, command: C) => parts.look(actor, useCase, command),
  engine: parts.engine,
  publicUrl: parts.publicUrl,
  session: parts.sessionOf(asked.request, asked.response),
})

/** A refusal of a file that was sent with an operation, told with the formats that the operation takes. */
export async function fileRefused(
  route: Route,
  asked: Asked,
  { parts, error }: { parts: ApiParts; error: unknown },
): Promise<unknown> {
  const actor = await allowedActor(route, asked, parts)
  return expectedBy(route, contextOf(route, asked, { actor, parts }), error)
}

async function expectedBy(route: Route, context: object, error: unknown): Promise<unknown> {
  if (route.accepts === undefined) return error
  return expecting(error, await route.accepts(context as never))
}

const decidedWith = ({ decides }: Route, params: unknown): Decision | null =>
  typeof decides === 'function' ? decides({ params: params as never }) : null

/* Asked in the verb's own transaction, before it does anything. */
function barring<C, R>(verb: Verb<C, R>, decision: Decision): Verb<C, R> {
  if (typeof verb !== 'function')
    return {
      async prepare(outside, command) {
        const act = await verb.prepare(outside, command)
        return async (context) => {
          await requireMayAct(context, decision)
          return act(context)
        }
      },
    }
  return async (context, command) => {
    await requireMayAct(context, decision)
    return verb(context, command)
  }
}

/** The answer as its schema lets it out: JSON, whether it was made now or kept from the first time. */
export const toldAnswer = (route: Route, answer: unknown): unknown =>
  route.answer.parse(jsonValue(answer ?? null))

const requestKeyOf = ({ path, key }: Asked): string | null =>
  key === undefined ? null : `${path} ${parsed(requestKeySchema, key)}`

/* What is asked, beside the address that is in the key: an uploaded file counts by its own hash. */
const contentHash = (body: unknown): string => sha256Hex(JSON.stringify(body ?? null))

async function bodyOf(route: Route, { body }: Asked, context: object): Promise<unknown> {
  if (route.upload)
    return Promise.resolve(body()).catch(async (error: unknown) => {
      throw await expectedBy(route, context, error)
    })
  return route.body ? parsed(route.body, (await body()) ?? {}) : undefined
}

async function count(
  { limit, upload, files }: Route,
  actor: Actor,
  { request, parts }: { request: Request; parts: ApiParts },
): Promise<void> {
  const kind = limit ?? (upload ? 'UPLOAD' : files ? 'DOWNLOAD' : null)
  if (kind !== null) await parts.limit(kind, actor.personId || (request.ip ?? ''))
}

/** Whether what was written in a function is sent in another: two tabs share the function of one session. */
export const isOfAnother = (writtenIn: unknown, { functionId }: Pick<Actor, 'functionId'>): boolean =>
  writtenIn !== (functionId ?? '')

function refuseOfAnother(actor: Actor | null, writtenIn: unknown): void {
  if (actor !== null && writtenIn !== undefined && isOfAnother(writtenIn, actor))
    throw new BusinessError('FUNCTION_CHANGED')
}

async function allowedActor(
  route: Route,
  { request, writtenIn }: Pick<Asked, 'request' | 'writtenIn'>,
  parts: ApiParts,
): Promise<Actor> {
  if (route.who === 'REGION') return parts.regionOf(request)
  const actor = await parts.actorOf(request)
  refuseOfAnother(actor, writtenIn)
  if (route.who === 'ANYONE') return actor ?? anyone
  if (actor === null) throw new BusinessError('NOT_SIGNED_IN')
  const { who } = route
  if (who !== 'SIGNED_IN' && (actor.role === null || !who.includes(actor.role)))
    throw new BusinessError('NOT_ALLOWED')
  refuseLimited(route, actor)
  return actor
}

/* Who stands in for one application alone decides what is of that one (`requireWithin`), does what is of oneself, and reads what
   everybody may: what is of a function as a whole is not of that one. */
function refuseLimited({ method, who, decides, ofOne }: Route, { standsFor }: Actor): void {
  const only = standsFor?.only ?? null
  if (only === null) return
  const isOfFunction =
    method === 'get'
      ? typeof who !== 'string' && ofOne === undefined
      : typeof decides === 'object' && 'nothing' in decides
  if (isOfFunction) throw limitedTo(only)
}
