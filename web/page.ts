import type { Request, Response, Router } from 'express'
import type { Logger } from 'pino'
import type { OperationName, Operations } from '../api/operations.ts'
import type { EngineView } from '../api/engine-view.ts'
import type { DemoPerson, Receipt, RequestSession } from '../api/route.ts'
import type { FunctionChoice } from '../db/network/function-store.ts'
import type { ReadModels, ViewerReads } from '../db/read-models.ts'
import type { BusinessErrorCode } from '../domain/shared/errors.ts'
import type { Problem } from '../domain/shared/problem.ts'
import type { Clock, UploadStore } from '../domain/shared/ports.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Actor, UseCase } from '../procedures/context.ts'
import type { FileInspector } from '../procedures/file/uploaded-file.ts'
import type { MailBox } from './mail-box.ts'
import { withoutFunction } from '../procedures/context.ts'
import type { FormShape, Typed } from './forms/fields.ts'
import type { RegionOffice } from './region-office.ts'
import type { SentBack } from './forms/form-state.ts'

export interface ExampleCycle {
  code: string
  title: string
  guidelinesAct: string
  guidanceDueOn: string
  endsOn: string
  allocations: readonly { year: number; amountCents: number }[]
}

/* What a page may use: reads as the signed-in person sees them, legal time, and the parts of the demo when it is one. */
interface PageParts {
  reads: ReadModels
  engine: EngineView
  look: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C) => Promise<R>
  clock: Clock
  /** Everybody that the demo lets choose, in each function; null outside the demo. */
  demoPeople: (() => Promise<DemoPerson[]>) | null
  /** A cycle as somebody could open it, with days from this instant on; null outside the demo. */
  exampleCycle: ((now: Date) => ExampleCycle) | null
  /** True where the demo's clock can be moved. */
  clockMoves: boolean
  /** The office that plays the Region; null outside the demo. */
  regionOffice: RegionOffice | null
  /** The local mail sink; null where mail really leaves. */
  mails: MailBox | null
}

/* A form of a page that came when its session was over. */
interface Held {
  path: string
  act: string
  of: string | null
  /** What was typed, as JSON. */
  typed: string
}

/** Where such forms wait for their person; given by the composition root. */
export interface HeldForms {
  /** What the forms of a page say of the session that they were written in: known by it, nobody comes in by it. */
  markOf: (request: Request) => string | null
  /** Counts what an address leaves here. Throws TOO_MANY_REQUESTS. */
  admits: (request: Request) => Promise<void>
  hold: (response: Response, form: Held & { session: string }) => Promise<void>
  /** What this browser left for the person on this page; null where it left nothing. */
  find: (request: Request, of: { personId: string; path: string }) => Promise<Omit<Held, 'path'> | null>
  /** Forgets what this browser left on a page: it was sent. */
  drop: (request: Request, path: string) => Promise<void>
}

/* What is around every page of who is signed in. */
interface Frame {
  /** The functions to choose from, in order. */
  functions: readonly FunctionChoice[]
  /** How many deliveries wait for the process owner. */
  undecided: number
}

/** Who is signed in, with what is around the pages. */
export type Framed = Frame & { actor: Actor }

/** What the pages are given by the composition root. */
export interface WebParts extends PageParts {
  /** The signed-in person of a request with what the frame of its page shows, or null. */
  signedIn: (request: Request) => Promise<Framed | null>
  /** Prepares a page that is only read, for whoever is signed in. */
  reading: <T>(request: Request, prepare: (signedIn: Framed | null) => Promise<T>) => Promise<T>
  /** The way in and out through the identity provider. */
  door: Router
  sessionOf: (request: Request, response: Response) => Pick<RequestSession, 'leaveReceipt' | 'takeReceipt'>
  held: HeldForms
  /** The operations of the API, which carry out what people do on pages. */
  operations: Operations
  uploads: UploadStore
  inspect: FileInspector
  log: Logger
}

export interface PageContext extends Frame {
  parts: PageParts
  actor: Actor
  now: Date
  path: string
  params: Record<string, string>
  /** What the address asks after its question mark; of what it asks twice, nothing. */
  query: Record<string, string>
  /** The form of the page that came back to whoever sent it; null for a page that is only opened. */
  sent: SentBack | null
  /** What its forms say of the session that they were written in; null where nobody is signed in. */
  session: string | null
}

/** The same for what only reads, as the viewer. */
export type ReadingContext = Omit<PageContext, 'parts'> & { parts: { reads: ViewerReads } }

/** Reads several things of a page on one connection. */
export const together = <T>(
  context: PageContext,
  read: (reading: ReadingContext) => Promise<T>,
): Promise<T> =>
  context.parts.reads.together(context.actor, (reads) => read({ ...context, parts: { reads } }))

/** What a page shows: a template with its view; every field that the template names is there, null where it is empty. */
export interface PageView {
  title: string
  template: string
  view: object
  /** Modules of `web/client` that the page runs, without their extension. */
  modules?: readonly string[]
  /** Libraries of `web/assets.ts` that come before them. */
  libraries?: readonly ('form-js' | 'bpmn-js')[]
  /** The act of which the page itself shows what was typed where it has no form for it any more. */
  keeps?: string
  /** Only the template, without the frame: for a part that a page refreshes. */
  bare?: true
}

/** A file that is shown or downloaded. */
export interface PageFile {
  file: { content: Buffer; fileName: string; mediaType: string }
}

/** One page: its path, who may open it, what it reads, and what people do on it; null is "not found". */
export interface PageRoute {
  path: string
  who: readonly Role[] | 'ANYONE' | 'SIGNED_IN'
  /** As of an operation: who stands in for one application alone opens it too. */
  ofOne?: true
  /** What the address may ask after its question mark; anything else is refused. */
  asks?: readonly string[]
  read: (context: PageContext) => Promise<PageView | PageFile | { redirect: string } | null>
  acts?: readonly PageAct[]
}

/** What a form holds when it is sent, and on which page. */
export interface ActContext extends PageContext {
  typed: Typed
  /** The fields in which a file was chosen. */
  fileFields: readonly string[]
}

/** Where people go on after a form, and what is told there once. */
export interface Done {
  to: string
  receipt: Receipt | null
}

/** A form of a page: an operation of the API carries it out, with the API's rights and checks. */
export interface PageAct {
  /** As the form's address names it: `?act=comment`. */
  name: string
  /** It is done whatever the function acted in, and so wherever it was written: coming in, changing function, going out. */
  inAnyFunction?: true
  /** Null where its files are all that it sends. */
  operation: OperationName | null
  /** The operation's parameters; left out, those of the page's path. */
  params?: (context: ActContext) => Record<string, string>
  /** How its fields are read into the operation's body; left out, it has none. */
  fields?: FormShape | ((context: ActContext) => Promise<{ body: unknown; problems: Problem[] }>)
  /** Other changes that a button of the form asks of what was typed, beside its rows: nothing is sent; null where none was pressed. */
  reshape?: (context: ActContext) => Promise<Typed | null>
  /** What it does changes how its fields are read: the same form, sent again, is known by what was typed and chosen in it. */
  byTyped?: true
  /** The form of the page that it is sent from, where a button of that form sends it here. */
  form?: string
  /** Where it is refused because of one of these, what was typed is kept by another act. */
  ifOver?: { codes: readonly BusinessErrorCode[]; act: PageAct }
  /** The operation that takes the file of a field, before the form's own. */
  file?: (
    field: string,
    context: ActContext,
  ) => { operation: OperationName; params: Record<string, string> } | null
  /** The field whose file is read as a text. */
  textFile?: string
  /** Names a place of the data that is no field of the page. */
  where?: (path: string) => string
  done: (context: ActContext, answer: unknown) => Done | Promise<Done>
}

/** A receipt of a sentence alone. */
export const receipt = (text: string): Receipt => ({ text, link: null })

/** Who is not signed in. */
export const nobody = withoutFunction('', '')

/** A page's frame around nobody. */
export const nobodysFrame = { actor: nobody, functions: [], undecided: 0 }

/** A parameter of the page's path. */
export function param({ params }: Pick<PageContext, 'params'>, name: string): string {
  return params[name] ?? ''
}

/** True when the signed-in person acts in one of the roles, and not for one application alone. */
export function holds(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.role !== null && roles.includes(actor.role) && !actor.standsFor?.only
}
