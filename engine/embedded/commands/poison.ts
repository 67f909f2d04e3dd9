import { codeOf } from '../../../domain/shared/errors.ts'
import { TransientError } from '../../../domain/shared/errors.ts'
import { EngineRefusal } from '../../port.ts'

/** After so many times what cannot be carried out is an incident, and the next goes on. */
export const ATTEMPTS = 5

const STATEMENT_TIMEOUT = '57014'

/**
 * True of an error that repeating alone does not mend. A statement that runs into its limit is one: it may be the load of a
 * moment, but never for ever.
 */
export function isPoison(error: unknown): boolean {
  if (error instanceof EngineRefusal) return false
  return !(error instanceof TransientError) || codeOf(error.cause) === STATEMENT_TIMEOUT
}
