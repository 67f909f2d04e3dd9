import { randomBytes } from 'node:crypto'
import type { ProcessEngine } from '../../engine/port.ts'
import { Difference } from './difference.ts'
import type { ConformanceCase } from './case.ts'
import { playCase } from './play-case.ts'
import type { Pace } from './play-case.ts'

export type Outcome =
  | { result: 'same' }
  | { result: 'differs'; what: string; expected: string; found: string }
  /** The play broke off: it says nothing about the rule. */
  | { result: 'failed'; message: string }

/** Plays a case on an engine and says whether it behaves as the case expects. */
export async function compare(
  one: ConformanceCase,
  { engine, ...pace }: Pace & { engine: ProcessEngine },
): Promise<Outcome> {
  try {
    await playCase(one, { engine, suffix: randomBytes(4).toString('hex'), ...pace })
    return { result: 'same' }
  } catch (error) {
    if (!(error instanceof Difference)) return { result: 'failed', message: firstLine(error) }
    const { what, expected, found } = error
    return { result: 'differs', what, expected, found }
  }
}

/** One line of the table; a second one below says what differs. */
export function asLine({ number, title }: ConformanceCase, outcome: Outcome): string {
  const line = `${String(number).padStart(2)}  ${outcome.result.padEnd(7)}  ${title}`
  if (outcome.result === 'same') return line
  const why =
    outcome.result === 'failed'
      ? outcome.message
      : `${outcome.what}: expected ${outcome.expected}, found ${outcome.found}`
  return `${line}\n             ${why}`
}

/** What went wrong in one line, for people at a terminal. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
