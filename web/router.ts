import express from 'express'
import type { Request, Response, Router } from 'express'
import type { Actor } from '../procedures/context.ts'
import { notAsked } from '../api/paging.ts'
import { unstorableTexts } from '../api/well-formed.ts'
import { BusinessError, found, notFound } from '../domain/shared/errors.ts'
import { carryOutAct } from './acts.ts'
import { accessibilityPages } from './accessibility.ts'
import { alliancePages } from './alliance.ts'
import { assetRouter } from './assets.ts'
import { callPages } from './call.ts'
import { clockPages } from './clock.ts'
import { compressedPages } from './compressed-pages.ts'
import { cyclePages } from './cycle.ts'
import { deliveryPages } from './deliveries.ts'
import { answerWithPage } from './error-pages.ts'
import { invitationPages } from './invitations.ts'
import { evaluationPages } from './evaluation.ts'
import { guidancePages } from './guidance.ts'
import { mailPages } from './mail.ts'
import { networkPeoplePages } from './network-people.ts'
import { networkPages } from './network.ts'
import { homePages } from './home.ts'
import { holdForm, leftForm } from './held-form.ts'
import type { Refusal } from './forms/form-state.ts'
import type { PageContext, PageFile, PageRoute, WebParts } from './page.ts'
import { holds, nobody } from './page.ts'
import { partnershipPages } from './partnerships.ts'
import { processPages } from './processes.ts'
import { createRenderer } from './render.ts'
import type { Render } from './render.ts'
import { sessionPages } from './session.ts'
import { renderPage } from './shell.ts'
import { workItemPages } from './work-items.ts'

export const pages: readonly PageRoute[] = [
  ...homePages,
  ...sessionPages,
  ...workItemPages,
  ...cyclePages,
  ...processPages,
  ...guidancePages,
  ...callPages,
  ...partnershipPages,
  ...evaluationPages,
  ...alliancePages,
  ...networkPages,
  ...networkPeoplePages,
  ...invitationPages,
  ...mailPages,
  ...deliveryPages,
  ...accessibilityPages,
  ...clockPages,
]

/** All pages, their forms and their assets, and the answer to what is none of them. */
export function webRouter(parts: WebParts): Router {
  const render = createRenderer()
  const router = express.Router()
  router.use(assetRouter(), parts.door, compressedPages)
  for (const page of pages) {
    router.get(page.path, (request, response) => open({ parts, render, page }, request, response))
    if (page.acts)
      router.post(page.path, (request, response) => act({ parts, render, page }, request, response))
  }
  router.use((request, response) => {
    if (request.path.startsWith('/api/'))
      response.status(404).json({ code: 'NOT_FOUND', message: 'Indirizzo sconosciuto.' })
    else throw notFound('PAGE', '')
  })
  router.use(answerWithPage(parts, render))
  return router
}

interface Opening {
  parts: WebParts
  render: Render
  page: PageRoute
}

function mayOpen({ who }: PageRoute, actor: Actor): boolean {
  return who === 'ANYONE' || who === 'SIGNED_IN' || holds(actor, ...who)
}

async function open(opening: Opening, request: Request, response: Response): Promise<void> {
  const context = await admitted(opening, request, response)
  if (context === null) return
  const refusal = opening.page.acts ? await leftForm(opening.parts.held, context, request) : null
  await show(opening, { context, refusal }, { request, response })
}

/* Without a page there is no form of it; who is not signed in is led to the sign-in. */
async function admitted({ parts, page }: Opening, request: Request, response: Response) {
  const context = await contextOf(parts, request)
  if (page.who !== 'ANYONE' && context.actor === nobody) {
    const isForm = request.method === 'POST'
    if (isForm) await holdForm(parts.held, { page, ...context }, { request, response })
    const next = isForm ? request.path : request.originalUrl
    response.redirect(303, `/sign-in?next=${encodeURIComponent(next)}`)
    return null
  }
  if (!mayOpen(page, context.actor)) throw new BusinessError('NOT_ALLOWED')
  refuseUnknown(page, context)
  return context
}

async function act(opening: Opening, request: Request, response: Response): Promise<void> {
  const { parts, page } = opening
  const arrivedAt = parts.clock.now()
  const context = await admitted(opening, request, response)
  if (context === null) return
  const act = found(
    'PAGE',
    '',
    page.acts?.find(({ name }) => name === context.query['act']),
  )
  /* Nobody's files are taken for a page that does not open. */
  if (request.is('multipart')) found('PAGE', '', await page.read(context))
  const outcome = await carryOutAct({ parts, act, context, request, response, arrivedAt })
  await parts.held.drop(request, context.path)
  if ('sent' in outcome) {
    await show(opening, { context, refusal: outcome }, { request, response })
    return
  }
  if (outcome.receipt !== null) parts.sessionOf(request, response).leaveReceipt(outcome.receipt)
  response.redirect(303, outcome.to)
}

async function show(
  { parts, render, page }: Opening,
  { context, refusal }: { context: PageContext; refusal: Refusal | null },
  { request, response }: { request: Request; response: Response },
): Promise<void> {
  const shown = found('PAGE', '', await page.read({ ...context, sent: refusal?.sent ?? null }))
  response.setHeader('Cache-Control', 'no-store')
  if ('redirect' in shown) leadOn(response, shown.redirect, refusal)
  else if ('file' in shown) sendFile(response, shown)
  else {
    const receipt = shown.bare ? null : parts.sessionOf(request, response).takeReceipt()
    const html = await renderPage(render, { context, told: { receipt, refusal } }, shown)
    response
      .status(refusal?.status ?? 200)
      .type('html')
      .send(html)
  }
}

/* Such a page has no place to tell a refusal in. */
function leadOn(response: Response, to: string, refusal: Refusal | null): void {
  if (refusal?.error) throw refusal.error
  response.redirect(303, to)
}

function refuseUnknown({ asks = [] }: PageRoute, { query }: PageContext): void {
  const unknown = Object.keys(query).filter((name) => ![...asks, 'act', 'of'].includes(name))
  if (unknown.length === 0) return
  const problems = unknown.map((path) => ({ path, code: 'UNKNOWN', message: notAsked([path], asks) }))
  throw new BusinessError('QUERY_INVALID', { problems })
}

function sendFile(response: Response, { file }: PageFile): void {
  response.attachment(file.fileName)
  response.type(file.mediaType).send(file.content)
}

async function contextOf(parts: WebParts, request: Request): Promise<PageContext> {
  const actor = (await parts.actorOf(request)) ?? nobody
  const params = Object.fromEntries(
    Object.entries(request.params).map(([name, value]) => [name, String(value)]),
  )
  const query = Object.fromEntries(
    Object.entries(request.query).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
  if (unstorableTexts({ params, query }).length > 0) throw notFound('PAGE', '')
  return {
    parts,
    actor,
    now: parts.clock.now(),
    path: request.path,
    params,
    query,
    sent: null,
    session: parts.held.markOf(request),
  }
}
