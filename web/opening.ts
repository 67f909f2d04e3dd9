import type { Request } from 'express'
import { notAsked } from '../api/paging.ts'
import { unstorableTexts } from '../api/well-formed.ts'
import { limitedTo } from '../domain/network/substitution.ts'
import { BusinessError, notFound } from '../domain/shared/errors.ts'
import type { Actor } from '../procedures/context.ts'
import type { Framed, PageContext, PageRoute, WebParts } from './page.ts'
import { nobodysFrame } from './page.ts'

/** Refuses a page to whom it does not open, and an address that asks what the page does not know. Throws NOT_ALLOWED,
 * SUBSTITUTION_LIMITED, QUERY_INVALID. */
export function requireOpen(page: PageRoute, context: PageContext): void {
  requireFunction(page, context.actor)
  refuseUnknown(page, context)
}

function requireFunction({ who, ofOne }: PageRoute, { role, standsFor }: Actor): void {
  if (who === 'ANYONE' || who === 'SIGNED_IN') return
  if (role === null || !who.includes(role)) throw new BusinessError('NOT_ALLOWED')
  if (standsFor?.only && !ofOne) throw limitedTo(standsFor.only)
}

function refuseUnknown({ asks = [] }: PageRoute, { query }: PageContext): void {
  const unknown = Object.keys(query).filter((name) => ![...asks, 'act', 'of'].includes(name))
  if (unknown.length === 0) return
  const problems = unknown.map((path) => ({ path, code: 'UNKNOWN', message: notAsked([path], asks) }))
  throw new BusinessError('QUERY_INVALID', { problems })
}

/** What a request asks of a page, and who asks. Throws NOT_FOUND for an address that no text can hold. */
export function contextOf(parts: WebParts, framed: Framed | null, request: Request): PageContext {
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, String(value)]),
  )
  const query = Object.fromEntries(
    Object.entries(request.query).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
  if (unstorableTexts({ params, query }).length > 0) throw notFound('PAGE', '')
  return {
    parts,
    ...(framed ?? nobodysFrame),
    now: parts.clock.now(),
    path: request.path,
    params,
    query,
    sent: null,
    session: parts.held.markOf(request),
  }
}
