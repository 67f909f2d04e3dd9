import { CamundaRestClient, Zeebe } from '@camunda8/sdk'
import { TransientError } from '../../domain/shared/errors.ts'
import { inTime } from '../../domain/shared/in-time.ts'
import { isSignedOut, LONGEST_CALL_MS, toEngineError } from './errors.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn, SignInSettings } from './sign-in.ts'

export interface EngineConnection {
  grpcAddress: string
  restUrl: string
  signIn: SignInSettings
}

/** The two clients of the engine: gRPC for jobs and commands; REST for user tasks and searches. */
export function connectEngine({ grpcAddress, restUrl, signIn }: EngineConnection) {
  const rest = connectRest({ restUrl, signIn })
  /* A cookie is a session of the web applications: the gateway knows none. */
  const headers = signIn.strategy === 'COOKIE' ? createSignIn(restUrl, { strategy: 'NONE' }) : rest.signIn
  const grpc = new Zeebe.ZeebeGrpcClient({
    config: {
      ZEEBE_GRPC_ADDRESS: grpcAddress,
      CAMUNDA_LOG_LEVEL: 'none',
      /* An idle worker counts each refused poll of its life, and waits twice as long after each: 15 s in the end. */
      CAMUNDA_JOB_WORKER_MAX_BACKOFF_MS: 4_000,
      zeebeGrpcSettings: {
        ZEEBE_CLIENT_LOG_LEVEL: 'NONE',
        ZEEBE_GRPC_CLIENT_MAX_RETRIES: 4,
        ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: 100,
      },
    },
    oAuthProvider: headers,
  })
  return { grpc, ...rest }
}
export type EngineClients = ReturnType<typeof connectEngine>

/** The REST client. It repeats nothing by itself: the relay does, and on Node 24 its repetition of a refused call ends the process. */
export function connectRest(settings: Omit<EngineConnection, 'grpcAddress'>) {
  const signIn = createSignIn(settings.restUrl, settings.signIn)
  return {
    rest: new CamundaRestClient({
      config: { ZEEBE_REST_ADDRESS: settings.restUrl, CAMUNDA_LOG_LEVEL: 'none' },
      oAuthProvider: signIn,
      retry: { limit: 0 },
    }),
    signIn,
  }
}
export type RestClient = ReturnType<typeof connectRest>

/** Sends one command over gRPC. Throws TransientError also where a closing client has sent nothing, which the SDK tells by
 * null; a sign-in that has ended is forgotten, so that the repetition signs in again. */
export async function send<T>(signIn: SignIn, call: Promise<T>): Promise<T> {
  const answer: T | null | undefined = await inTime(call, LONGEST_CALL_MS).catch((error: unknown) => {
    if (isSignedOut(error)) signIn.forget()
    throw toEngineError(error)
  })
  if (answer === null || answer === undefined)
    throw new TransientError('engine: the client is closing, nothing was sent')
  return answer
}
