import type { EngineView } from './engine-view.ts'
import type { StoredFile } from '../domain/shared/ports.ts'
import type { z } from 'zod'
import type { UploadedFile } from '../procedures/file/uploaded-file.ts'
import type { LocalDate } from '../domain/shared/local-date.ts'
import type { Decision } from '../domain/evaluation/may-act.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Actor, UseCase } from '../procedures/context.ts'
import type { LongUseCase } from '../documents/outside.ts'
import type { ReadModels } from '../db/read-models.ts'

/* What a handler is given: parsed input, who asks, the read models, and the one way to run a use case. */
interface RouteContext<P, Q, B> {
  actor: Actor
  /** Legal time at which the request arrived, and its day. */
  now: Date
  today: LocalDate
  params: P
  query: Q
  body: B
  /** The version of what is changed, as whoever asks has seen it; 0 where none was told. */
  version: number
  reads: ReadModels
  /** Runs a use case in its own transaction as the signed-in person. */
  run: <C, R>(verb: UseCase<C, R> | LongUseCase<C, R>, command: C) => Promise<R>
  /** Runs one that only reads, as the signed-in person sees: read-only, behind the wall of conflicts. */
  look: <C, R>(useCase: UseCase<C, R>, command: C) => Promise<R>
  engine: EngineView
  /** Where people reach us. */
  publicUrl: string
  session: RequestSession
}

/** An account of the demo in one of its person's functions. */
export type DemoPerson = Actor & { accountId: string }

/** What is told once after something was done, with a place to go on to, where there is one. */
export interface Receipt {
  text: string
  link: { href: string; text: string } | null
}

/** The session of the request's browser or program. */
export interface RequestSession {
  /** Signs an account in, in one of its person's functions (the first unless told); null for an account that nobody
   * has. `idToken` is what the provider told of the person. */
  begin: (choice: {
    accountId: string
    functionId: string | null
    idToken?: string | null
  }) => Promise<Actor | null>
  /** From now on the person acts in another of its functions; null for one that is not its own today. */
  actIn: (functionId: string) => Promise<Actor | null>
  /** Signs out here; at the provider, the page after it. */
  end: () => Promise<void>
  /** Leaves a receipt that the next page shows. */
  leaveReceipt: (receipt: Receipt) => void
  /** The receipt that was left, once. */
  takeReceipt: () => Receipt | null
  /** Whom the demo lets choose: each account in each function of its person; nobody elsewhere. */
  people: () => Promise<DemoPerson[]>
}

/** A file with its name and type, to download, or `inline` to be opened in a page of ours; one of the document store streams out. */
export interface FileAnswer {
  file: { content: StoredFile | Buffer; fileName: string; mediaType: string; inline?: boolean }
}

/** What may be asked only so often in a minute; submitting an application and completing a task are never among it. */
export type Limit = 'SIGN_IN' | 'DRAFT' | 'UPLOAD' | 'DOWNLOAD' | 'WORKBOOK'

/* What of applications is decided with an operation, by what is asked of it: whoever is tied to one of them is refused before
   anything is done (art. 5; L. 241/1990 art. 6-bis). Where nothing is decided, why, or what one does of oneself, in whatever
   function; where the verb asks by itself, of what. */
type DecisionOf<P> =
  { nothing: string } | { oneself: string } | { inside: string } | ((asked: { params: P }) => Decision)

/** One operation of the JSON API: the OpenAPI document, the validation and the rights are made from it. */
export interface Route {
  method: 'get' | 'post' | 'put' | 'delete'
  path: string
  summary: string
  tag: string
  /** Roles that may call it; `ANYONE` needs no sign-in, `SIGNED_IN` any role, `REGION` its bearer token. Finer rights are the use case's. */
  who: readonly Role[] | 'ANYONE' | 'SIGNED_IN' | 'REGION'
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** What the body may be in each case, for the document: the use case decides which of them it must be. */
  bodies?: readonly z.ZodType[]
  /** Multipart with one `file` of at most 20 MB instead of JSON; the parsed file is the body. */
  upload?: true
  /** Refuses an upload before its bytes are taken, when it is for something that the actor has no part in. */
  admit?: (context: Omit<RouteContext<never, never, never>, 'body' | 'run' | 'version'>) => Promise<unknown>
  /** It changes what others may change meanwhile: the version that was seen comes in `If-Match`, and another is refused. */
  versioned?: 'REQUIRED' | 'OPTIONAL'
  /** Most bytes of its body; left out, 1 MB. */
  bodyLimit?: number
  /** It shows one application or project, or a list of them, behind the wall: who stands in for one alone asks it too. */
  ofOne?: true
  /** What it decides; every operation that is no reading says it. */
  decides?: DecisionOf<never>
  /** The formats of the file that it takes, for what a refusal names. */
  accepts?: (
    context: Omit<RouteContext<never, never, never>, 'body' | 'run' | 'version'>,
  ) => Promise<readonly string[]>
  /** How often it may be asked; of itself an upload is an `UPLOAD`, a file a `DOWNLOAD`. */
  limit?: Limit
  /** What the answer holds as JSON; anything else that a handler gives is left out of it. */
  answer: z.ZodType
  /** Media types of a file that streams out instead of JSON. */
  files?: readonly string[]
  status?: 200 | 201 | 204
  handle: (context: RouteContext<never, never, never>) => Promise<unknown>
}

type Parsed<T extends z.ZodType | undefined> = T extends z.ZodType ? z.output<T> : undefined

/** Declares an operation with its handler's types inferred from its schemas. */
export function route<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  U extends true | undefined = undefined,
>(
  declared: Omit<
    Route,
    'handle' | 'admit' | 'accepts' | 'params' | 'query' | 'body' | 'upload' | 'decides'
  > & {
    params?: P
    decides?: DecisionOf<Parsed<P>>
    query?: Q
    body?: B
    upload?: U
    admit?: (
      context: Omit<RouteContext<Parsed<P>, Parsed<Q>, never>, 'body' | 'run' | 'version'>,
    ) => Promise<unknown>
    accepts?: (
      context: Omit<RouteContext<Parsed<P>, Parsed<Q>, never>, 'body' | 'run' | 'version'>,
    ) => Promise<readonly string[]>
    handle: (
      context: RouteContext<Parsed<P>, Parsed<Q>, U extends true ? UploadedFile : Parsed<B>>,
    ) => Promise<unknown>
  },
): Route {
  return declared as unknown as Route
}
