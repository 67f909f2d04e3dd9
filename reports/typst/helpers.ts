import {
  formatDate,
  formatDayOfInstant,
  formatDecimal,
  formatEuro,
  formatFileSize,
  formatHour,
  formatInstant,
  formatLongDate,
  formatPercent,
  formatWeekdayOfInstant,
} from '../../words/formats.ts'
import { typstString, typstText } from './escape.ts'
import { titleOf, wordOf } from '../../words/codes.ts'
import type { WordList } from '../../words/codes.ts'

interface Amounts {
  readonly [key: string]: unknown
}

/* Sum in cents of one field over rows, so that a total in a document is never typed twice. */
function sumOf(rows: readonly Amounts[], field: string): number {
  return rows.reduce((total, row) => total + Number(row[field]), 0)
}

const utc = (instant: string): string => new Date(instant).toISOString()

function typstDate(instant: string): string {
  const [year, month, day, hours, minutes, seconds] = utc(instant).match(/\d+/g)?.map(Number) ?? []
  return `datetime(year: ${year}, month: ${month}, day: ${day}, hour: ${hours}, minute: ${minutes}, second: ${seconds})`
}

const printed =
  <V>(format: (value: V) => string) =>
  (value: V | null | undefined): string => {
    if (value === null || value === undefined) throw new Error('A value that the document needs is missing')
    return typstText(format(value))
  }

/** Helpers that print: each gives Typst in which the value cannot be read as code. */
export const printers = {
  t: printed((value: string | number) => String(value)),
  s: (value: string): string => typstString(value),
  euro: printed(formatEuro),
  percent: printed(formatPercent),
  decimal: printed(formatDecimal),
  longDay: printed(formatLongDate),
  shortDay: printed(formatDate),
  weekday: printed(formatWeekdayOfInstant),
  hour: printed(formatHour),
  instantDay: printed(formatDayOfInstant),
  dayAndHour: printed(formatInstant),
  fileSize: printed(formatFileSize),
  word: (list: WordList, code: string): string => typstText(wordOf(list, code as never)),
  titled: (list: WordList, code: string): string => typstText(titleOf(list, code as never)),
  code: (value: string): string => `#code(${typstString(value)});`,
  int: (value: number): string => String(Math.trunc(value)),
  ordinal: (index: number): string => String(index + 1),
  typstDate,
}

/** Helpers for conditions and arguments only: they print nothing by themselves. */
export const functions = {
  eq: (left: unknown, right: unknown): boolean => left === right,
  sum: sumOf,
  minus: (left: number, right: number): number => left - right,
  plus: (left: number, right: number): number => left + right,
}
