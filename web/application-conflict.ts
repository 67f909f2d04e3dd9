import type { SentBack } from './forms/form-state.ts'
import { json, lastOf } from './forms/fields.ts'
import { applicationPlace } from './application-place.ts'

interface Difference {
  where: string
  saved: string
  sent: string
}

/* What a person can still compare by eye. */
const MOST_SHOWN = 200

/** Of a draft that a colleague saved meanwhile: what it holds now beside the file that was sent, wherever they differ. */
export function applicationConflict(sent: SentBack | null) {
  if (sent?.current == null) return null
  const text = lastOf(sent.typed, 'content')
  const reading = json(text)
  const mine = placesOf('value' in reading ? reading.value : null)
  const saved = placesOf(sent.current['content'])
  const paths = [...new Set([...saved.keys(), ...mine.keys()])]
  const all = paths
    .map((path): Difference => ({
      where: applicationPlace(path),
      saved: saved.get(path) ?? '',
      sent: mine.get(path) ?? '',
    }))
    .filter((one) => one.saved !== one.sent)
  return {
    version: sent.current['version'],
    content: typeof text === 'string' ? text : '',
    differences: all.slice(0, MOST_SHOWN),
    more: Math.max(0, all.length - MOST_SHOWN),
  }
}

/* Each value by its place: `partners[0].role` → `LEAD`. */
function placesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value !== 'object' || value === null)
    return new Map(value == null ? [] : [[path, JSON.stringify(value)]])
  const within = (key: string): string =>
    Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...placesOf(inner, within(key))]))
}
