import type { Request, Router } from 'express'
import type { Logger } from 'pino'
import type { DemoPerson, EngineView } from '../api/route.ts'
import type { ReadModels } from '../db/read-models.ts'
import type { Clock } from '../domain/shared/ports.ts'
import type { Role } from '../domain/shared/roles.ts'
import type { Actor, UseCase } from '../procedures/context.ts'
import type { MailBox } from './mail-box.ts'
import { withoutFunction } from '../procedures/context.ts'

/* What a page may use: reads as the signed-in person sees them, legal time, and the parts of the demo when it is one. */
interface PageParts {
  reads: ReadModels
  engine: EngineView
  look: <C, R>(actor: Actor, useCase: UseCase<C, R>, command: C) => Promise<R>
  clock: Clock
  /** Everybody that the demo lets choose, in each function; null outside the demo. */
  demoPeople: (() => Promise<DemoPerson[]>) | null
  /** True where the demo's clock can be moved. */
  clockMoves: boolean
  /** The local mail sink; null where mail really leaves. */
  mails: MailBox | null
}

/** What the pages are given by the composition root. */
export interface WebParts extends PageParts {
  /** The signed-in person of a request, or null. */
  actorOf: (request: Request) => Promise<Actor | null>
  /** The way in and out through the identity provider. */
  door: Router
  log: Logger
}

export interface PageContext {
  parts: PageParts
  actor: Actor
  now: Date
  path: string
  params: Record<string, string>
  /** What the address asks after its question mark; of what it asks twice, nothing. */
  query: Record<string, string>
}

/** What a page shows: a template with its view; every field that the template names is there, null where it is empty. */
export interface PageView {
  title: string
  template: string
  view: object
  /** Modules of `web/client` that the page runs, without their extension. */
  modules?: readonly string[]
  /** Libraries of `web/assets.ts` that come before them. */
  libraries?: readonly ('form-js' | 'bpmn-js')[]
  /** Only the template, without the frame: for a part that a page refreshes. */
  bare?: true
}

/** A file that is shown or downloaded. */
export interface PageFile {
  file: { content: Buffer; fileName: string; mediaType: string }
}

/** One page: its path, who may open it, and what it reads; null is "not found". */
export interface PageRoute {
  path: string
  who: readonly Role[] | 'ANYONE' | 'SIGNED_IN'
  /** What the address may ask after its question mark; anything else is refused. */
  asks?: readonly string[]
  read: (context: PageContext) => Promise<PageView | PageFile | { redirect: string } | null>
}

/** Who is not signed in. */
export const nobody = withoutFunction('', '')

/** A parameter of the page's path. */
export function param({ params }: PageContext, name: string): string {
  return params[name] ?? ''
}

/** True when the signed-in person acts in one of the roles. */
export function holds(actor: Actor, ...roles: readonly Role[]): boolean {
  return actor.role !== null && roles.includes(actor.role)
}
