import { Auth, Camunda8, CamundaRestClient } from '@camunda8/sdk'
import { TransientError } from '../domain/shared/errors.ts'

export interface EngineConnection {
  grpcAddress: string
  restUrl: string
  user: string
  password: string
}

/** The two clients of the engine: gRPC for jobs, messages and deployment; REST, signed in, for user tasks. */
export function connectEngine({ grpcAddress, restUrl, user, password }: EngineConnection) {
  const rest = {
    ZEEBE_REST_ADDRESS: restUrl,
    CAMUNDA_COOKIE_AUTH_URL: `${restUrl}/api/login`,
    CAMUNDA_COOKIE_AUTH_USERNAME: user,
    CAMUNDA_COOKIE_AUTH_PASSWORD: password,
    CAMUNDA_LOG_LEVEL: 'none',
  } as const
  const login = new Auth.CookieAuthProvider({ config: rest })
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
  return {
    grpc,
    rest: new CamundaRestClient({ config: rest, oAuthProvider: login }),
    /** The SDK keeps an expired cookie for ever: after a 401 the next call signs in again. */
    renewLogin: () => login.setToken(),
  }
}
export type EngineClients = ReturnType<typeof connectEngine>

const ALREADY_EXISTS = 6
const NOT_FOUND = 5
/* CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, INTERNAL (a broken stream), UNAVAILABLE */
const transientGrpc = new Set([1, 4, 8, 10, 13, 14])
const transientHttp = new Set([429, 502, 503, 504])

function grpcCode(error: unknown): number | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null
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

/** Turns what may succeed later into a TransientError, by tables of gRPC and HTTP codes; the rest comes back as it was. */
export function toTransient(error: unknown): unknown {
  const code = grpcCode(error)
  const status = httpStatus(error)
  const unreachable = error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code))
  const transient =
    (code !== null && transientGrpc.has(code)) ||
    (status !== null && transientHttp.has(status)) ||
    unreachable
  return transient ? new TransientError('engine: not reachable or too busy', { cause: error }) : error
}
