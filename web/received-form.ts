import type { Request, Response } from 'express'
import { BusinessError, found } from '../domain/shared/errors.ts'
import { readForm } from './forms/sent-form.ts'
import type { SentForm } from './forms/sent-form.ts'
import { functionChangedPage, isWrittenElsewhere, resumeFunction } from './function-changed.ts'
import type { Resumed } from './function-changed.ts'
import { contextOf, requireOpen } from './opening.ts'
import type { PageAct, PageContext, PageRoute, WebParts } from './page.ts'
import type { Render } from './render.ts'
import { renderPage } from './shell.ts'

interface Sent {
  context: PageContext
  act: PageAct
  form: SentForm
  /** What the person chose of a form that was written in another function; null for any other. */
  resumed: Resumed | null
}

/** The form that was sent to a page, in the function in which it was written; null where the session's is another, and a page
 * of its own has answered so. Throws what keeps the page from who sent it. */
export async function receiveForm(
  { parts, render, page }: { parts: WebParts; render: Render; page: PageRoute },
  context: PageContext,
  exchange: { request: Request; response: Response },
): Promise<Sent | null> {
  const { request, response } = exchange
  const act = found(
    'PAGE',
    '',
    page.acts?.find(({ name }) => name === context.query['act']),
  )
  const closed = await closedTo(page, context, request)
  const { uploads, inspect } = parts
  const taking = closed === null ? { uploads, inspect, textFile: act.textFile ?? null } : null
  const form = await readForm(request, response, taking)
  if (!isWrittenElsewhere(act, form, context)) {
    if (closed !== null) throw closed
    return { context, act, form, resumed: null }
  }
  const resumed = await resumeFunction(parts, form, exchange)
  if (resumed === null) {
    const shown = functionChangedPage(context, form, closed !== null && Boolean(request.is('multipart')))
    const told = { receipt: null, refusal: null }
    response.setHeader('Cache-Control', 'no-store')
    response
      .status(409)
      .type('html')
      .send(renderPage(render, { context, told }, shown))
    return null
  }
  const again = contextOf(parts, await parts.signedIn(request), request)
  requireOpen(page, again)
  return { context: again, act, form, resumed }
}

/* What keeps a form's page from who sent it: without the page there is no form of it, and nobody's files are taken for it. */
async function closedTo(
  page: PageRoute,
  context: PageContext,
  request: Request,
): Promise<BusinessError | null> {
  try {
    requireOpen(page, context)
    if (request.is('multipart')) found('PAGE', '', await page.read(context))
    return null
  } catch (error) {
    if (error instanceof BusinessError) return error
    throw error
  }
}
