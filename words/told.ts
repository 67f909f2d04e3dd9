import { isInvented } from '../domain/shared/sourced.ts'
import type { Source } from '../domain/shared/sourced.ts'
import { capitalised } from './formats.ts'

/** A rule of a call as it is told to everybody: what it is about, what it says, and the act that it comes from, null where
 * it was made up for a demonstration. */
export interface ToldRule {
  subject: string
  value: string
  source: string | null
}

/* A source as people cite it: act, article, version. */
function sourceText(source: Source): string | null {
  const { act, article, version } = source
  if (isInvented(source)) return null
  return [act, article, version].filter((part) => part !== undefined).join(', ')
}

type Given<T> = { value: T; source: Source }

/** A configured value in words. */
export function told<T>(subject: string, { value, source }: Given<T>, say: (value: T) => string): ToldRule {
  const text = say(value)
  return { subject, value: text === value ? text : capitalised(text), source: sourceText(source) }
}

/** Words of the configuration stand as they are; ours begin a line. */
export const asItIs = (value: string): string => value
