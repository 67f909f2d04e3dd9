import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { TransientError } from '../../domain/shared/errors.ts'
import { EngineRefusal } from '../../engine/port.ts'
import { Difference } from './difference.ts'

const POLL_MS = 20

/** Throws Difference unless both are deeply equal. */
export function expectSame(what: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) throw new Difference(what, expected, found)
}

/** Of the variables only these: a name that is not there is found undefined. */
export function expectVariables(
  { elementId, variables }: { elementId: string; variables: Record<string, unknown> },
  expected: Record<string, unknown>,
): void {
  for (const [name, value] of Object.entries(expected))
    expectSame(`variable ${name} at ${elementId}`, variables[name], value)
}

interface Condition<T> {
  what: string
  expected: unknown
  limitMs: number
  read: () => T | Promise<T>
  holds: (found: T) => boolean
}

/** Reads until the condition holds, and gives what held. Throws Difference once the limit has passed. */
export async function until<T>({ what, expected, limitMs, read, holds }: Condition<T>): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    const found = await read()
    if (holds(found)) return found
    if (performance.now() > end) throw new Difference(`${what} within ${limitMs} ms`, expected, found)
    await pause(POLL_MS)
  }
}

/** Calls again as long as the engine says that the same call may succeed later. */
export async function insist<T>(limitMs: number, call: () => Promise<T>): Promise<T> {
  const end = performance.now() + limitMs
  for (;;) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof TransientError) || performance.now() > end) throw error
    }
    await pause(POLL_MS)
  }
}

/** The call must be refused for good with this code. Throws Difference when it is not. */
export async function expectRefusal(
  what: string,
  code: EngineRefusal['code'],
  call: Promise<unknown>,
): Promise<void> {
  const outcome = await call.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof EngineRefusal) return error.code
      throw error
    },
  )
  expectSame(what, outcome, code)
}

/** The call must be put off: what it is about is not there yet. Throws Difference when it is not. */
export async function expectTransient(what: string, call: Promise<unknown>): Promise<void> {
  const outcome = await call.then(
    () => 'done',
    (error: unknown) => (error instanceof TransientError ? 'transient' : String(error)),
  )
  expectSame(what, outcome, 'transient')
}
