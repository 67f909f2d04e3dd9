import type { Logger } from 'pino'
import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../../engine/port.ts'
import type { CallName, Fault, Faults } from './faults.ts'
import type { Headers, SignIn } from './sign-in.ts'

export type Refusal =
  | Extract<Fault, 'RESOURCE_EXHAUSTED' | 'UNAVAILABLE' | 'ALREADY_EXISTS' | 'NOT_FOUND'>
  | EngineRefusal['code']
  | 'UNAUTHENTICATED'
  | 'INTERNAL'

/** How a call ends, whichever way it came: answered, refused, or with a cut connection. */
export type Outcome<T> = { answer: T } | { refusal: Refusal; detail: string } | 'CUT'

export interface Call<T> {
  name: CallName
  over: 'GRPC' | 'REST'
  headers: Headers
  /** The answer of a search that is behind. */
  nothing?: T
  run: () => Promise<T>
}

export interface GateParts {
  faults: Faults
  signIn: SignIn
  log: Logger
}

/** What an answer that the engine has given must say. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal, detail: string) {
    super(detail)
    this.refusal = refusal
  }
}

export type Pass = <T>(call: Call<T>) => Promise<Outcome<T>>

/** Lets calls through to the engine, or has them meet their fault: the same for both protocols. */
export function createGate(parts: GateParts): Pass {
  return async <T>(call: Call<T>): Promise<Outcome<T>> => {
    const fault = parts.faults.meet(call.name)
    const refusal = refusedBefore(parts, call, fault)
    if (refusal !== null) return { refusal, detail: `${call.name}: not served` }
    if (fault === 'BEHIND' && call.nothing !== undefined) return { answer: call.nothing }
    try {
      const answer = await call.run()
      if (fault === 'LOST_ANSWER') return 'CUT'
      return fault === 'ALREADY_EXISTS' || fault === 'NOT_FOUND'
        ? { refusal: fault, detail: `${call.name}: was done before` }
        : { answer }
    } catch (error) {
      return refusalOf(error, call.name, parts.log)
    }
  }
}

function refusedBefore(
  { signIn }: GateParts,
  { headers, over }: Pick<Call<unknown>, 'headers' | 'over'>,
  fault: Fault | null,
): Refusal | null {
  if (fault === 'SIGNED_OUT') signIn.endAll()
  if (fault === 'SIGNED_OUT' || !signIn.admits(headers, over)) return 'UNAUTHENTICATED'
  return fault === 'RESOURCE_EXHAUSTED' || fault === 'UNAVAILABLE' ? fault : null
}

function refusalOf(error: unknown, call: CallName, log: Logger): { refusal: Refusal; detail: string } {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof Refused) return { refusal: error.refusal, detail }
  if (error instanceof EngineRefusal) return { refusal: error.code, detail }
  if (error instanceof TransientError) return { refusal: 'UNAVAILABLE', detail }
  log.error({ err: error, call }, 'gateway: the call failed')
  return { refusal: 'INTERNAL', detail }
}
