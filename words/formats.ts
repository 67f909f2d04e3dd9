import { ROME } from '../domain/shared/local-date.ts'

const integers = new Intl.NumberFormat('it-IT', { useGrouping: 'always' })
const oneDecimal = new Intl.NumberFormat('it-IT', { maximumFractionDigits: 1 })

/** A whole number: 1234 gives "1.234". */
export function formatCount(value: number): string {
  return integers.format(value)
}

/** Tenths of a day as days: 124 gives "12,4", 120 gives "12,0". */
export function formatDays(tenths: number): string {
  return `${integers.format(Math.floor(tenths / 10))},${tenths % 10}`
}

/** An amount as a person types it: 123456 gives "1.234,56". */
export function formatAmount(cents: number): string {
  const digits = Math.abs(cents).toString().padStart(3, '0')
  const euro = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '.')
  return `${cents < 0 ? '-' : ''}${euro},${digits.slice(-2)}`
}

/** An amount as programs of Italian offices take it, in tables and orders: 123456 gives "1234,56". */
export function formatPlainAmount(cents: number): string {
  return formatAmount(cents).replaceAll('.', '')
}

/** An amount as people read it, on pages, in forms and documents alike: 123456 gives "€ 1.234,56". */
export function formatEuro(cents: number): string {
  return `${cents < 0 ? '−' : ''}€\u00a0${formatAmount(Math.abs(cents))}`
}

/** Centipoints as points: 1550 gives "15,5". */
export function formatPoints(centipoints: number): string {
  return (centipoints / 100).toLocaleString('it-IT')
}

/** Basis points as a percentage: 8000 → `80 %`, 3350 → `33,5 %`. */
export function formatPercent(basisPoints: number): string {
  return `${(basisPoints / 100).toLocaleString('it-IT')}\u00a0%`
}

/** The same to the hundredth, as acts write it: 8000 → `80,00 %`. */
export function formatExactPercent(basisPoints: number): string {
  return `${(basisPoints / 100).toFixed(2).replace('.', ',')} %`
}

/** Decimal string, with point or comma, as Italian number, digits kept: `82.50` → `82,50`. */
export function formatDecimal(value: string): string {
  const [whole = '0', fraction] = value.split(/[.,]/)
  return fraction === undefined
    ? integers.format(BigInt(whole))
    : `${integers.format(BigInt(whole))},${fraction}`
}

/* A day has no zone: it is never moved. An instant is shown in Rome, whatever the machine's zone. */
const romeDay = new Intl.DateTimeFormat('it-IT', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: ROME,
})
const longDay = { day: 'numeric', month: 'long', year: 'numeric' } as const
const longUtcDay = new Intl.DateTimeFormat('it-IT', { ...longDay, timeZone: 'UTC' })
const longRomeDay = new Intl.DateTimeFormat('it-IT', { ...longDay, timeZone: ROME })
const weekday = new Intl.DateTimeFormat('it-IT', { weekday: 'long', timeZone: ROME })
const hour = new Intl.DateTimeFormat('it-IT', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: ROME,
})

const romeDayAndHour = new Intl.DateTimeFormat('it-IT', {
  ...{ day: '2-digit', month: '2-digit', year: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: ROME },
})

/** A day as Italians write it: `05/04/2026`. */
export function formatDate(day: string): string {
  return day.split('-').toReversed().join('/')
}

/** A day in words: `3 marzo 2027`. */
export function formatLongDate(day: string): string {
  return longUtcDay.format(new Date(day))
}

/** An instant as day and hour in Rome: `03/03/2027, ore 14:30`. */
export function formatInstant(instant: Date | string): string {
  return romeDayAndHour.format(new Date(instant)).replace(', ', ', ore ')
}

/** The same to the second, and below it where there is something: `05/03/2027 alle ore 12:00:00,500`; for what is decided
 * by the instant. */
export function formatExactInstant(instant: Date | string): string {
  const at = new Date(instant)
  const seconds = String(at.getUTCSeconds()).padStart(2, '0')
  const parts = at.getUTCMilliseconds()
  return `${romeDay.format(at)} alle ore ${hour.format(at)}:${seconds}${parts === 0 ? '' : `,${String(parts).padStart(3, '0')}`}`
}

/** The day of an instant in Rome: `3 marzo 2027`. */
export function formatDayOfInstant(instant: Date | string): string {
  return longRomeDay.format(new Date(instant))
}

/** The same with its weekday: `mercoledì 3 marzo 2027`. */
export function formatWeekdayOfInstant(instant: Date | string): string {
  const at = new Date(instant)
  return `${weekday.format(at)} ${longRomeDay.format(at)}`
}

/** The hour of an instant in Rome: `14:30`. */
export function formatHour(instant: Date | string): string {
  return hour.format(new Date(instant))
}

/** Bytes in the unit that people read: `1,4 MB`. */
export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${oneDecimal.format(amount)} ${unit}`
}

/** A text with a capital at its beginning. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long something takes, in its largest unit: `3 giorni`, `1 ora`, `meno di un minuto`. */
export function formatDuration(ms: number): string {
  if (ms < MINUTE_MS) return 'meno di un minuto'
  const [count, one, many] =
    ms < HOUR_MS
      ? [Math.floor(ms / MINUTE_MS), 'minuto', 'minuti']
      : ms < DAY_MS
        ? [Math.floor(ms / HOUR_MS), 'ora', 'ore']
        : [Math.floor(ms / DAY_MS), 'giorno', 'giorni']
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
