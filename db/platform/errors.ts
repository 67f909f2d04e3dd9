import { codeOf, TransientError } from '../../domain/shared/errors.ts'

const transientStates = new Set(['40001', '40P01', '55P03', '53300', '57014', '57P01', '57P03'])
const transientNetwork = new Set(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'EPIPE'])
const repeatable = new Set(['40001', '40P01'])

/** True for a serialization failure or a deadlock: the same transaction may simply be run again. */
export function isRepeatable(error: unknown): boolean {
  return repeatable.has(codeOf(error))
}

/* What the driver says of a lost connection, without a code; knex puts the statement before it, and the ROLLBACK that
   fails on such a connection takes the place of the first error. */
const connectionLost =
  /(^| - )(Connection terminated[\w ]*|Client (was closed|has encountered a connection error) and is not queryable)$/

/* The pool's and the driver's own errors for a lost or refused connection carry no code. */
function isNoConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'KnexTimeoutError' || connectionLost.test(error.message)
}

/** Turns what may succeed later (by a table of codes) into a TransientError; anything else comes back as it was. */
export function toTransient(error: unknown): unknown {
  const code = codeOf(error)
  const transient = transientStates.has(code) || code.startsWith('08') || transientNetwork.has(code)
  return transient || isNoConnection(error)
    ? new TransientError(`database: ${code || 'no connection'}`, { cause: error })
    : error
}

/** Name of the violated constraint, when the error is one; a use case turns it into what it means to people. */
export function violatedConstraint(error: unknown): string | null {
  if (!codeOf(error).startsWith('23')) return null
  return error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : null
}
