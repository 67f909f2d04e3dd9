import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Problem } from '../domain/shared/problem.ts'
import { toTransient } from '../db/platform/errors.ts'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import { problemText, refusals, refusalText } from '../words/refusals.ts'

/* What a 503 asks whoever calls to wait. */
const RETRY_AFTER_SECONDS = 5

interface Answer {
  status: number
  code: string
  message: string
  details?: Record<string, unknown>
  /** Seconds after which it may go better. */
  retryAfter?: number
}

/* What express and its body parser refuse before a route sees it, told in the words of the other answers. */
const unreadable: Record<string, Answer> = {
  'entity.parse.failed': {
    status: 400,
    code: 'MALFORMED_JSON',
    message: 'Il corpo della richiesta non è JSON valido: controlla parentesi, virgole e virgolette.',
  },
  'encoding.unsupported': {
    status: 415,
    code: 'ENCODING_UNSUPPORTED',
    message: 'La codifica del corpo non è accettata: invia JSON in UTF-8.',
  },
  'charset.unsupported': {
    status: 415,
    code: 'ENCODING_UNSUPPORTED',
    message: 'La codifica del corpo non è accettata: invia JSON in UTF-8.',
  },
}

/* A body that was cut short, or is not compressed as it says. */
const unreadableBody: Answer = {
  status: 400,
  code: 'UNREADABLE_BODY',
  message:
    'Il corpo della richiesta non è leggibile: è interrotto, o la sua compressione non è quella dichiarata.',
}

/* Whoever sends a thousand faults mends the first ones, and asks again. */
const MOST_TOLD = 20

const toldProblem = (problem: Problem): Problem => ({ ...problem, message: problemText(problem) })

/* What must be confirmed comes with the text that confirms it: sent again with it, it is carried out. What was saved
   meanwhile by somebody else comes with what it is now. */
function detailsOf({ problems, confirmation, current }: Record<string, unknown>): Pick<Answer, 'details'> {
  const details = {
    ...(Array.isArray(problems) && {
      problems: (problems as Problem[]).slice(0, MOST_TOLD).map(toldProblem),
      ...(problems.length > MOST_TOLD && { untold: problems.length - MOST_TOLD }),
    }),
    ...(typeof confirmation === 'string' && { confirmation }),
    ...(typeof current === 'object' && { current }),
  }
  return Object.keys(details).length === 0 ? {} : { details }
}

/** Which answer an error becomes: people are told what, where and how to mend it; never a stack. A database that does
 * not answer is a reason to try later, whichever read met it. */
export function toAnswer(thrown: unknown, errorId: string): Answer {
  const error = toTransient(thrown)
  if (error instanceof BusinessError) {
    return {
      status: refusals[error.code].status,
      code: error.code,
      message: refusalText(error.code, error.facts),
      ...detailsOf(error.facts),
      ...retryAfterOf(error),
    }
  }
  if (error instanceof TransientError) {
    return {
      status: 503,
      retryAfter: RETRY_AFTER_SECONDS,
      code: 'TRY_LATER',
      message:
        'Il servizio è momentaneamente occupato: riprova tra qualche secondo. Nulla è stato registrato.',
    }
  }
  if (error instanceof URIError)
    return { status: 400, code: 'MALFORMED_ADDRESS', message: "L'indirizzo della richiesta non è leggibile." }
  return (
    refusedByParser(error) ?? {
      status: 500,
      code: 'INTERNAL_ERROR',
      message: `Errore interno, segnalato con il numero ${errorId}. Nulla è stato registrato.`,
    }
  )
}

function retryAfterOf({ code, facts }: BusinessError): { retryAfter?: number } {
  if (code === 'TOO_MANY_REQUESTS') return { retryAfter: Number(facts['seconds']) }
  return refusals[code].status === 503 ? { retryAfter: RETRY_AFTER_SECONDS } : {}
}

/* The parser says how much it would have taken. */
const tooLarge = (error: object): Answer => ({
  status: 413,
  code: 'BODY_TOO_LARGE',
  message: `Il testo inviato è troppo grande: al massimo ${'limit' in error ? Number(error.limit) / 1024 / 1024 : 1} MB. Gli allegati si caricano a parte, come file.`,
})

function refusedByParser(error: unknown): Answer | null {
  if (!(error instanceof Error) || !('expose' in error)) return null
  const type = 'type' in error ? String(error.type) : ''
  if (type === 'entity.too.large') return tooLarge(error)
  return unreadable[type] ?? (error.expose === true ? unreadableBody : null)
}

/** The last handler of all: one answer for each kind of error, logged once. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const errorId = randomUUID()
    const { status, retryAfter, ...body } = toAnswer(error, errorId)
    const level = status >= 500 ? (status === 503 ? 'warn' : 'error') : 'info'
    log[level](
      {
        err: status >= 500 ? error : undefined,
        errorId,
        code: body.code,
        method: request.method,
        path: request.path,
      },
      'request refused',
    )
    if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter)
    response.status(status).json(body)
  }
}
