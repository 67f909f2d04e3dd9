import { DateTime } from 'luxon'

const ROME = 'Europe/Rome'
const integers = new Intl.NumberFormat('it-IT', { useGrouping: 'always' })

/** Integer cents as Italian euros: 123456 → `€ 1.234,56`. */
export function euro(cents: number): string {
  const whole = integers.format(Math.floor(Math.abs(cents) / 100))
  const rest = String(Math.abs(cents) % 100).padStart(2, '0')
  return `${cents < 0 ? '−' : ''}€\u00a0${whole},${rest}`
}

/** Basis points as a percentage: 8000 → `80 %`, 3350 → `33,5 %`. */
export function percent(basisPoints: number): string {
  return `${(basisPoints / 100).toLocaleString('it-IT')}\u00a0%`
}

/** Decimal string, with point or comma, as Italian number, digits kept: `82.50` → `82,50`. */
export function decimalComma(value: string): string {
  const [whole = '0', fraction] = value.split(/[.,]/)
  return fraction === undefined
    ? integers.format(BigInt(whole))
    : `${integers.format(BigInt(whole))},${fraction}`
}

/** `YYYY-MM-DD` as `3 marzo 2027`. */
export function longDay(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).setLocale('it').toFormat('d MMMM yyyy')
}

/** `YYYY-MM-DD` as `03/03/2027`. */
export function shortDay(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).toFormat('dd/MM/yyyy')
}

/** Instant as its day in Rome: `mercoledì 3 marzo 2027`. */
export function weekday(instant: string): string {
  return DateTime.fromISO(instant, { zone: ROME }).setLocale('it').toFormat('cccc d MMMM yyyy')
}

/** Instant as hour in Rome: `14:30`. */
export function hour(instant: string): string {
  return DateTime.fromISO(instant, { zone: ROME }).toFormat('HH:mm')
}

/** Instant as day in Rome: `3 marzo 2027`. */
export function instantDay(instant: string): string {
  return DateTime.fromISO(instant, { zone: ROME }).setLocale('it').toFormat('d MMMM yyyy')
}

/** Instant as day and hour in Rome: `03/03/2027, ore 14:30`. */
export function dayAndHour(instant: string): string {
  return DateTime.fromISO(instant, { zone: ROME }).toFormat("dd/MM/yyyy, 'ore' HH:mm")
}

/** Bytes in the unit that people read: `1,4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} byte`
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
  return `${amount.toLocaleString('it-IT', { maximumFractionDigits: 1 })} ${unit}`
}
