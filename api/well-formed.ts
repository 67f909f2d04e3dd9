import type { Problem } from '../domain/shared/problem.ts'

const isBad = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

/** Texts of a JSON value that no database can keep (NUL, lone surrogates), with their paths. */
export function unstorableTexts(value: unknown, path = ''): Problem[] {
  if (typeof value === 'string') {
    return isBad(value)
      ? [
          {
            path,
            code: 'UNSTORABLE_TEXT',
            message: 'Il testo contiene caratteri non validi (NUL o surrogati isolati): riscrivilo.',
          },
        ]
      : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const inside = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
    return [...(isBad(key) ? unstorableTexts(key, inside) : []), ...unstorableTexts(inner, inside)]
  })
}
