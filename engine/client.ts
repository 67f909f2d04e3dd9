import { Camunda8, CamundaRestClient } from '@camunda8/sdk'
import { TransientError } from '../domain/shared/errors.ts'
import { createLogin } from './login.ts'
import type { LoginSettings } from './login.ts'

export interface EngineConnection extends LoginSettings {
  grpcAddress: string
}

/** The two clients of the engine: gRPC for jobs, messages and deployment; REST, signed in, for user tasks. */
export function connectEngine({ grpcAddress, ...login }: EngineConnection) {
  const grpc = new Camunda8({
    ZEEBE_GRPC_ADDRESS: grpcAddress,
    CAMUNDA_AUTH_STRATEGY: 'NONE',
    CAMUNDA_LOG_LEVEL: 'none',
    zeebeGrpcSettings: {
      ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
      ZEEBE_GRPC_CLIENT_MAX_RETRIES: 4,
      ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: 100,
    },
  }).getZeebeGrpcApiClient()
  return { grpc, ...connectRest(login) }
}
export type EngineClients = ReturnType<typeof connectEngine>

/** The REST client. It repeats nothing by itself: the relay does, and on Node 24 its repetition of a refused call ends the process. */
export function connectRest(settings: LoginSettings) {
  const login = createLogin(settings)
  return {
    rest: new CamundaRestClient({
      config: { ZEEBE_REST_ADDRESS: settings.restUrl, CAMUNDA_LOG_LEVEL: 'none' },
      oAuthProvider: login,
      retry: { limit: 0 },
    }),
    /** After a 401 the next call signs in again. */
    forgetLogin: login.forget,
  }
}
export type RestClient = ReturnType<typeof connectRest>

const ALREADY_EXISTS = 6
const NOT_FOUND = 5
/* CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a broken stream), UNAVAILABLE */
const transientGrpc = new Set([1, 4, 8, 10, 13, 14])
const transientHttp = new Set([429, 502, 503, 504])

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : null
}

function grpcCode(error: unknown): number | null {
  const code = codeOf(error)
  return typeof code === 'number' ? code : null
}

/** HTTP status of a REST client's error, or null when there was no answer. */
export function httpStatus(error: unknown): number | null {
  if (!(error instanceof Error) || !('response' in error)) return null
  const { response } = error
  return typeof response === 'object' && response !== null && 'statusCode' in response
    ? Number(response.statusCode)
    : null
}

export const isNotFound = (error: unknown): boolean => grpcCode(error) === NOT_FOUND
export const isAlreadyExists = (error: unknown): boolean => grpcCode(error) === ALREADY_EXISTS

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

/** Turns what may succeed later into a TransientError, by tables of gRPC, HTTP and network codes; the rest comes back as it was. */
export function toTransient(error: unknown): unknown {
  const code = grpcCode(error)
  const status = httpStatus(error)
  const transient =
    (code !== null && transientGrpc.has(code)) ||
    (status !== null && transientHttp.has(status)) ||
    noAnswer.has(String(codeOf(error)))
  return transient ? new TransientError('engine: not reachable or too busy', { cause: error }) : error
}

const LIMIT_MS = 20_000

/** Waits for a call to the engine no longer than 20 s, for the SDK itself may wait without end. Throws TransientError. */
export async function inTime<T>(call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransientError('engine: no answer in time')), LIMIT_MS)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}
