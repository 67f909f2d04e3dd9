import { ZodError } from 'zod'
import { BusinessError, TransientError } from '../domain/shared/errors.ts'
import type { Fault } from './port.ts'

const SQLSTATE = /^(?=.*\d)[0-9A-Z]{5}$/
const CONSTRAINT = /^\w+$/
const CONSTRAINT_VIOLATED = '23'
const MOST_FIELDS = 5

/**
 * Why a job stopped, in words of ours for whoever runs the process. No text of a driver or of a library goes in: values of
 * people stand in them; they are in the log alone.
 */
export function faultOf(error: unknown, job: { type: string }): Fault {
  const step = `Il passo «${job.type}»`
  if (error instanceof TransientError) return fault('TRANSIENT', `${step} ${TRANSIENT}`)
  if (error instanceof BusinessError) return fault(error.code, `${step} ${UNCAUGHT}`)
  if (error instanceof ZodError) return fault('CONTRACT', `${step} ${CONTRACT}: ${fieldsOf(error)}.`)
  const { state, constraint } = databaseError(error)
  if (state === null) return fault('BUG', `${step} ${BUG}`)
  if (!state.startsWith(CONSTRAINT_VIOLATED)) return fault(`DATABASE_${state}`, `${step} ${DATABASE}`)
  return { ...fault('DATABASE_CONSTRAINT', `${step} ${RULE}`), constraint }
}

const TRANSIENT =
  'non è riuscito, anche ripetendolo, perché una parte del sistema non risponde: quando risponde si può riprovare da qui.'
const UNCAUGHT =
  'è stato rifiutato da una regola del procedimento che il modello non prevede in questo punto: va tolta la causa, poi si può riprovare da qui.'
const CONTRACT = 'ha trovato dati diversi da quelli che il procedimento gli deve dare'
const BUG =
  'si è fermato per un errore del programma: ripetere non serve finché non è corretto, poi si può riprovare da qui.'
const DATABASE =
  "si è fermato perché l'archivio ha rifiutato un comando: va corretto il programma o l'archivio, poi si può riprovare da qui."
const RULE =
  "si è fermato perché i dati violano una regola dell'archivio: va tolta la causa, poi si può riprovare da qui."

const fault = (code: string, sentence: string): Fault => ({ code, constraint: null, sentence })

/* The driver's errors are known by their five signs of SQLSTATE; the server names the constraint beside it. */
function databaseError(error: unknown): { state: string | null; constraint: string | null } {
  const { code, constraint } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown
    constraint?: unknown
  }
  return {
    state: typeof code === 'string' && SQLSTATE.test(code) ? code : null,
    constraint: typeof constraint === 'string' && CONSTRAINT.test(constraint) ? constraint : null,
  }
}

/* Where, and what was expected there; never what was found. */
function fieldsOf({ issues }: ZodError): string {
  const told = issues.slice(0, MOST_FIELDS).map((issue) => {
    const place = issue.path.map(String).join('.') || 'i dati'
    return `${place} (${expectationOf(issue)})`
  })
  return issues.length > MOST_FIELDS ? `${told.join(', ')} e altri` : told.join(', ')
}

type Issue = ZodError['issues'][number]
type Expectations = { [Code in Issue['code']]?: (issue: Extract<Issue, { code: Code }>) => string }

const expectations: Expectations = {
  invalid_type: ({ expected }) => `atteso: ${expected}`,
  invalid_format: ({ format }) => `atteso nella forma: ${format}`,
  too_small: ({ minimum }) => `atteso almeno ${String(minimum)}`,
  too_big: ({ maximum }) => `atteso al massimo ${String(maximum)}`,
  invalid_value: ({ values }) => `atteso uno di: ${values.map(String).join(' | ')}`,
  unrecognized_keys: ({ keys }) => `campi non previsti: ${keys.join(' | ')}`,
}

function expectationOf(issue: Issue): string {
  const tell = expectations[issue.code] as ((of: Issue) => string) | undefined
  return tell?.(issue) ?? 'non è come previsto'
}
