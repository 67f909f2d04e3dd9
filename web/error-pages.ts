import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, Response } from 'express'
import { toAnswer } from '../api/http-errors.ts'
import { BusinessError } from '../domain/shared/errors.ts'
import type { Framed, PageContext, PageView, WebParts } from './page.ts'
import { nobodysFrame } from './page.ts'
import type { Render } from './render.ts'
import { renderPage } from './shell.ts'

const NOTHING = { receipt: null, refusal: null }

/** The last handler of the pages: told in words, without a stack; the number of the error is in the log. */
export function answerWithPage(parts: WebParts, render: Render): ErrorRequestHandler {
  const show = async (error: unknown, request: Request, response: Response): Promise<void> => {
    const errorId = randomUUID()
    const { status, message, details, retryAfter } = toAnswer(error, errorId)
    const level = status === 503 ? 'warn' : 'error'
    if (status >= 500) parts.log[level]({ err: error, errorId, path: request.path }, 'page failed')
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
    const title = titleOf(status)
    const page: PageView = {
      title,
      template: 'error',
      view: { title, message, problems: details?.['problems'] ?? [], signIn: signInAfter(error) },
    }
    const framed = status === 503 ? null : await parts.signedIn(request).catch(() => null)
    const context = frameOf(parts, request, framed ?? nobodysFrame)
    response
      .status(status)
      .type('html')
      .send(renderPage(render, { context, told: NOTHING }, page))
  }
  return (error: unknown, request, response, next) => {
    if (response.headersSent) next(error)
    else show(error, request, response).catch(next)
  }
}

/* Where a sign-in that was refused can be begun again, to the same place. */
function signInAfter(error: unknown): string | null {
  const next = error instanceof BusinessError ? error.facts['signInFor'] : undefined
  return typeof next === 'string' ? `/sign-in?next=${encodeURIComponent(next)}` : null
}

/* The person's own frame; where it cannot be read, nobody's. */
function frameOf(parts: WebParts, { path }: Request, framed: Framed): PageContext {
  return {
    parts: { ...parts, clockMoves: false },
    ...framed,
    now: parts.clock.now(),
    path,
    params: {},
    query: {},
    ...{ sent: null, session: null },
  }
}

function titleOf(status: number): string {
  if (status === 404) return 'Pagina non trovata'
  if (status === 429) return 'Troppe richieste'
  if (status === 403) return 'Accesso non consentito'
  return status === 503 ? 'Servizio occupato' : 'Qualcosa non ha funzionato'
}
