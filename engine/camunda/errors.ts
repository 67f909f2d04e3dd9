import { codeOf, TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../port.ts'

const ALREADY_EXISTS = '6'
const UNAUTHENTICATED = '16'
const UNAUTHORIZED = 401
/* CANCELLED, DEADLINE_EXCEEDED, PERMISSION_DENIED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a broken stream), UNAVAILABLE,
   UNAUTHENTICATED: a sign-in or a right that is missing is a setting, and what has to be sent waits until it is mended. */
const transientGrpc = new Set(['1', '4', '7', '8', '10', '13', '14', UNAUTHENTICATED])
const transientHttp = new Set([UNAUTHORIZED, 403, 429, 502, 503, 504])
const refusedGrpc = new Map<string, EngineRefusal['code']>([
  ['3', 'INVALID_ARGUMENT'],
  ['5', 'NOT_FOUND'],
  ['9', 'INVALID_STATE'],
])
const refusedHttp = new Map<number, EngineRefusal['code']>([
  [400, 'INVALID_ARGUMENT'],
  [404, 'NOT_FOUND'],
  [409, 'INVALID_STATE'],
])

/** HTTP status of a REST client's error, or null when there was no answer. */
export function httpStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('response' in error)) return null
  const { response } = error
  return typeof response === 'object' && response !== null && 'statusCode' in response
    ? Number(response.statusCode)
    : null
}

export const isAlreadyExists = (error: unknown): boolean => codeOf(error) === ALREADY_EXISTS

/** True where the engine no longer knows who we are: the next call signs in again. */
export const isSignedOut = (error: unknown): boolean =>
  codeOf(error) === UNAUTHENTICATED || httpStatus(error) === UNAUTHORIZED

/* Node's codes of a call that got no answer, with what the REST client makes of a refused connection or an unknown host. */
const noAnswer = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
])

function isTransient(error: unknown): boolean {
  return (
    transientGrpc.has(codeOf(error)) ||
    transientHttp.has(httpStatus(error) ?? -1) ||
    noAnswer.has(codeOf(error))
  )
}

/** What may succeed later as a TransientError, what never will as an EngineRefusal, by tables of gRPC, HTTP and network
 * codes; the rest comes back as it was. */
export function toEngineError(error: unknown): unknown {
  if (isTransient(error))
    return new TransientError('engine: not reachable, too busy or not open to us', { cause: error })
  const refusal = refusedGrpc.get(codeOf(error)) ?? refusedHttp.get(httpStatus(error) ?? -1)
  if (refusal === undefined) return error
  return new EngineRefusal(refusal, `the engine answers ${refusal}`, { cause: error })
}

/** How long the SDK may take for one call, in milliseconds: by itself it may wait without end. */
export const LONGEST_CALL_MS = 20_000
