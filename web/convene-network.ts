import { nextWorkingDay } from '../domain/shared/holidays.ts'
import { addDays } from '../domain/shared/local-date.ts'
import { localDateOf } from '../domain/shared/terms.ts'
import type { CyclePage } from '../db/cycle/cycle-read-model.ts'
import type { NetworkSettings } from '../domain/network/network-document.ts'
import { formatDate } from '../words/formats.ts'
import type { ReadingContext } from './page.ts'
import { holds } from './page.ts'

/** For whoever convenes the network in an open cycle: its notice and the first useful day (art. 4). Null for anybody else. */
export function conveningView(
  { actor, now }: ReadingContext,
  { status }: CyclePage,
  { terms, patronDay }: NetworkSettings,
) {
  if (status === 'CLOSED' || !holds(actor, 'PROCESS_OWNER')) return null
  return noticeView(now, terms.networkNoticeDays, patronDay)
}

/** A notice in days, its rule, and the first day that has it and is no Saturday, Sunday or holiday (art. 4, 7). */
export function noticeView(
  now: Date,
  { value: days, source }: NetworkSettings['terms']['networkNoticeDays'],
  { value: patron }: NetworkSettings['patronDay'],
) {
  const firstDay = nextWorkingDay(addDays(localDateOf(now), days), patron)
  return { days, rule: source.article ?? source.act, firstDay: formatDate(firstDay) }
}
