import Handlebars from 'handlebars'
import type { HelperDeclareSpec, HelperOptions } from 'handlebars'
import { fieldName } from './forms/form-state.ts'
import {
  formatDate,
  formatDays,
  formatDecimal,
  formatEuro,
  formatFileSize,
  formatHour,
  formatInstant,
  formatPercent,
  formatPoints,
  formatWeekdayOfInstant,
} from '../words/formats.ts'
import { titleOf, wordOf } from '../words/codes.ts'
import type { WordList } from '../words/codes.ts'

const NONE = '–'

/** What templates may call; each gives a dash for what is not there. */
export const helpers: HelperDeclareSpec = {
  euro: (cents: number | null) => (cents === null ? NONE : formatEuro(cents)),
  percent: (basisPoints: number | null) => (basisPoints === null ? NONE : formatPercent(basisPoints)),
  points: (centipoints: number | null) => (centipoints === null ? NONE : formatPoints(centipoints)),
  decimal: (text: string | null) => (text === null ? NONE : formatDecimal(text)),
  day: (day: string | null) => (day === null ? NONE : formatDate(day)),
  iso: (at: Date) => at.toISOString(),
  instant: (at: Date | string | null) => (at === null ? NONE : formatInstant(at)),
  weekday: formatWeekdayOfInstant,
  hour: formatHour,
  size: formatFileSize,
  days: formatDays,
  word: (list: WordList, code: string | null) => (code === null ? NONE : wordOf(list, code as never)),
  titled: (list: WordList, code: string | null) => (code === null ? NONE : titleOf(list, code as never)),
  or: (text: string | number | null) => (text === null || text === '' ? NONE : text),
  list: (...items: unknown[]) => items.slice(0, -1),
  hidden: (path: string, value: string) =>
    new Handlebars.SafeString(
      `<input type="hidden" name="${Handlebars.escapeExpression(fieldName(path))}" value="${Handlebars.escapeExpression(value)}">`,
    ),
  /* JSON inside a page: nothing in it can end the element that holds it. */
  'script-json': (json: string) => json.replaceAll('<', '\\u003c'),
  join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
  negative: (count: number) => count < 0,
  equal: (one: unknown, other: unknown) => one === other,
  'one-of': (one: unknown, ...others: unknown[]) => others.slice(0, -1).includes(one),
  some: (list: readonly unknown[]) => list.length > 0,
  plural(this: unknown, count: number, options: HelperOptions) {
    const { one, many } = options.hash as { one: string; many: string }
    return `${String(count)} ${count === 1 ? one : many}`
  },
}
