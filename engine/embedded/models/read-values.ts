import { compileExpression, FeelRefusal, type Expression } from '../feel/feel.ts'
import { isShort, MOST_NAME_BYTES } from '../texts.ts'
import type { Site } from './read-problems.ts'

/* A text of the model: what it is, as people would look for it in the file, and what stands there. */
interface Written {
  what: string
  text: string | null
}

const NOTHING: Expression = { source: '', names: [], evaluate: () => null }
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u
const RESERVED = new Set([
  ...['null', 'true', 'false', 'function', 'if', 'then', 'else', 'for', 'between', 'instance', 'of', 'in'],
  ...['return', 'some', 'every', 'satisfies', 'and', 'or', 'not'],
])
const DEFAULT_RETRIES = 3

/** A text that must be there and is no expression. */
export function readFixed(at: Site, { what, text }: Written): string {
  if (text === null) at.refuse(`${what} is missing: write it`)
  else if (text.startsWith('='))
    at.refuse(`${what} is an expression: write a fixed text, which can be checked before anything runs`)
  else if (!isShort(text)) at.refuse(`${what} is longer than ${MOST_NAME_BYTES} bytes: write a shorter one`)
  return text ?? ''
}

/** A value that must be there, fixed or a FEEL expression. */
export function readValue(at: Site, { what, text }: Written): Expression {
  if (text === null) {
    at.refuse(`${what} is missing: write it`)
    return NOTHING
  }
  try {
    return compileExpression(text)
  } catch (error) {
    if (!(error instanceof FeelRefusal)) throw error
    at.refuse(`${what} ${text}: ${error.message}`)
    return NOTHING
  }
}

/** A FEEL expression that must be there. */
export function readFeel(at: Site, written: Written): Expression {
  const { what, text } = written
  if (text === null || text.startsWith('=')) return readValue(at, written)
  at.refuse(`${what} ${text} is a fixed text: begin the expression with =`)
  return NOTHING
}

/** The name of one variable. */
export function readName(at: Site, written: Written): string {
  const name = readFixed(at, written)
  if (name !== '' && !isName(name)) at.refuse(`${written.what} ${name} is no name of a variable: ${NAMING}`)
  return name
}

/** The name of a variable, or names with dots between for a value inside one. */
export function readPath(at: Site, written: Written): string {
  const path = readFixed(at, written)
  if (path !== '' && !path.split('.').every(isName))
    at.refuse(`${written.what} ${path} is no name of a variable: ${NAMING}`)
  return path
}

const NAMING = 'use letters, digits and _, and none of the words of FEEL'
const isName = (text: string): boolean => NAME.test(text) && !RESERVED.has(text)

/** How often a job is tried, 3 where nothing is written. */
export function readRetries(at: Site, { what, text }: Written): number {
  if (text === null) return DEFAULT_RETRIES
  if (!/^[1-9]\d{0,5}$/.test(text)) at.refuse(`${what} ${text} is no number of attempts: write one from 1 on`)
  return Number(text)
}
