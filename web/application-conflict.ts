import { formatEuro } from '../words/formats.ts'
import { applicationPlace } from './application-place.ts'

interface Difference {
  where: string
  saved: string
  sent: string
}

/* What a person can still compare by eye. */
const MOST_SHOWN = 200

/** Of a step that a colleague, or another tab, saved meanwhile: what the draft holds now beside what was typed, wherever they differ. */
export function applicationConflict(
  { content }: Readonly<Record<string, unknown>>,
  typed: Readonly<Record<string, unknown>>,
) {
  const mine = placesOf(typed)
  const held = content as Readonly<Record<string, unknown>>
  const saved = placesOf(Object.fromEntries(Object.keys(typed).map((part) => [part, held[part]])))
  const all = [...new Set([...saved.keys(), ...mine.keys()])]
    .map((path): Difference => ({
      where: applicationPlace(path),
      saved: saved.get(path) ?? '',
      sent: mine.get(path) ?? '',
    }))
    .filter((one) => one.saved !== one.sent)
  return { differences: all.slice(0, MOST_SHOWN), more: Math.max(0, all.length - MOST_SHOWN) }
}

/* Each value by its place: `partners[0].contribution` → `Coordina`. */
function placesOf(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value !== 'object' || value === null)
    return new Map(value == null ? [] : [[path, toldValue(path, value)]])
  const within = (key: string): string =>
    Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...placesOf(inner, within(key))]))
}

const toldValue = (path: string, value: unknown): string =>
  path.endsWith('Cents') && typeof value === 'number' ? formatEuro(value) : JSON.stringify(value)
