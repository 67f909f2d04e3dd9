import type { Problem } from '../domain/shared/problem.ts'

const DEEPEST = 100
const NO_CHARACTER = /[\0\p{Noncharacter_Code_Point}]/u

const isBad = (text: string): boolean => NO_CHARACTER.test(text) || !text.isWellFormed()

/** What of a JSON value no database or document can keep, with its path: texts with NUL, lone surrogates or codes that
 * are no characters (U+FFFE), and whatever lies deeper than a hundred levels. */
export function unstorableTexts(value: unknown, path = '', depth = 0): Problem[] {
  if (typeof value === 'string') {
    return isBad(value)
      ? [
          {
            path,
            code: 'UNSTORABLE_TEXT',
            message:
              'Il testo contiene caratteri non validi (NUL, surrogati isolati o codici riservati): riscrivilo.',
          },
        ]
      : []
  }
  if (typeof value !== 'object' || value === null) return []
  if (depth === DEEPEST)
    return [{ path, code: 'TOO_DEEP', message: `Il JSON ha più di ${DEEPEST} livelli: va semplificato.` }]
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return [...(isBad(key) ? unstorableTexts(key, inside) : []), ...unstorableTexts(inner, inside, depth + 1)]
  })
}
