import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import { refusals, refusalText } from '../domain/shared/refusals.ts'

const RETRY_AFTER_SECONDS = 5

interface Answer {
  status: number
  code: string
  message: string
  details?: Record<string, unknown>
}

/* What express and its body parser refuse before a route sees it, told in the words of the other answers. */
const unreadable: Record<string, Answer> = {
  'entity.parse.failed': {
    status: 400,
    code: 'MALFORMED_JSON',
    message: 'Il corpo della richiesta non è JSON valido: controlla parentesi, virgole e virgolette.',
  },
  'entity.too.large': {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: 'Il corpo JSON supera 1 MB: gli allegati si caricano a parte, come multipart.',
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

/** Which answer an error becomes: people are told what, where and how to mend it; never a stack. */
export function toAnswer(error: unknown, errorId: string): Answer {
  if (error instanceof BusinessError) {
    const { problems, ...facts } = error.facts
    return {
      status: refusals[error.code].status,
      code: error.code,
      message: refusalText(error.code, facts),
      ...(problems === undefined ? {} : { details: { problems } }),
    }
  }
  if (error instanceof TransientError) {
    return {
      status: 503,
      code: 'TRY_LATER',
      message:
        'Il servizio è momentaneamente occupato: riprova tra qualche secondo. Nulla è stato registrato.',
    }
  }
  const type = error instanceof Error && 'type' in error ? String(error.type) : ''
  if (error instanceof URIError)
    return { status: 400, code: 'MALFORMED_ADDRESS', message: "L'indirizzo della richiesta non è leggibile." }
  return (
    unreadable[type] ?? {
      status: 500,
      code: 'INTERNAL_ERROR',
      message: `Errore interno, segnalato con il numero ${errorId}. Nulla è stato registrato.`,
    }
  )
}

/** The last handler of the API: one answer for each kind of error, logged once. */
export function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const errorId = randomUUID()
    const { status, ...body } = toAnswer(error, errorId)
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
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS)
    response.status(status).json(body)
  }
}
