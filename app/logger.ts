import pino from 'pino'
import type { Logger } from 'pino'

/** Structured logs, one JSON object a line; ERROR means that somebody must act now. Never the content of a form. */
export function createLogger(level: string): Logger {
  return pino({ level, base: { name: 'concilia' }, timestamp: pino.stdTimeFunctions.isoTime })
}
