import { daysBetween } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'

/* A term as people read it: its instant, how many days are left in Rome, and how urgent it is. */
interface Due {
  at: Date
  left: string
  tone: 'late' | 'soon' | 'calm'
}

const SOON_DAYS = 3

/** Null where there is no term. */
export function dueView(at: Date | null, now: Date): Due | null {
  if (at === null) return null
  if (at <= now) return { at, left: 'termine passato', tone: 'late' }
  const days = daysBetween(localDateOf(now), localDateOf(at))
  return { at, left: leftIn(days), tone: days <= SOON_DAYS ? 'soon' : 'calm' }
}

function leftIn(days: number): string {
  if (days === 0) return 'oggi'
  return days === 1 ? 'domani' : `tra ${days} giorni`
}
