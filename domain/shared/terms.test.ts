import { describe, expect, it } from '@jest/globals'
import { easterSunday, holidaysOf, isWorkingDay, nextWorkingDay, patronDaySchema } from './holidays.ts'
import { localDate, localDateSchema } from './local-date.ts'
import {
  addCalendarDays,
  endOfDay,
  isDurcValid,
  isNoticeSufficient,
  latestConvocationDay,
  localDateOf,
  localInstant,
  termEnd,
  toEngineInstant,
} from './terms.ts'

/* Those of the network of Milan. */
const PATRON = patronDaySchema.parse('12-07')
const NOTICE_DAYS = { NETWORK: 10, COMMITTEE: 5 }

const at = (text: string): Date => new Date(text)

describe('public holidays', () => {
  it.each([
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
  ])('put Easter of %d on %s', (year, day) => {
    expect(easterSunday(year)).toBe(day)
  })

  it('count 4 October from 2026 on (L. 151/2025)', () => {
    expect(holidaysOf(2025).has(localDate('2025-10-04'))).toBe(false)
    expect(holidaysOf(2026).get(localDate('2026-10-04'))).toBe('San Francesco d’Assisi')
    expect(isWorkingDay(localDate('2027-10-04'))).toBe(false)
  })

  it('count the patron of Milan only when the network asks for it', () => {
    expect(isWorkingDay(localDate('2026-12-07'))).toBe(true)
    expect(isWorkingDay(localDate('2026-12-07'), PATRON)).toBe(false)
  })

  it.each(['12-7', '02-29', '13-01', '12-07-2027', ''])('take no %j for the day of a patron', (day) => {
    expect(patronDaySchema.safeParse(day).success).toBe(false)
  })

  it('are 13 days a year from 2026, Easter Sunday included, without the patron', () => {
    expect(holidaysOf(2026).size).toBe(13)
  })

  it('move a day to the next working day, over Easter and over Christmas', () => {
    expect(nextWorkingDay(localDate('2026-04-04'))).toBe('2026-04-07')
    expect(nextWorkingDay(localDate('2026-12-25'))).toBe('2026-12-28')
    expect(nextWorkingDay(localDate('2026-04-07'))).toBe('2026-04-07')
  })
})

describe('terms in Europe/Rome', () => {
  it.each([
    ['2026-07-15', '12:00', '2026-07-15T10:00:00.000Z'],
    ['2026-01-15', '12:00:30', '2026-01-15T11:00:30.000Z'],
    ['2026-10-25', '02:30', '2026-10-25T01:30:00.000Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ])('read %s at %s as an instant, the later one when the hour comes twice', (day, time, instant) => {
    expect(localInstant(localDate(day), time)?.toISOString()).toBe(instant)
  })

  it.each([
    ['2026-03-29', '02:30'],
    ['2026-03-28', '24:30'],
    ['2026-03-28', 'noon'],
  ])('refuse an hour that %s does not have (%s)', (day, time) => {
    expect(localInstant(localDate(day), time)).toBeNull()
  })

  it('end at the last second of the local day', () => {
    expect(toEngineInstant(endOfDay(localDate('2026-10-25')))).toBe('2026-10-25T22:59:59.000Z')
    expect(toEngineInstant(endOfDay(localDate('2026-07-01')))).toBe('2026-07-01T21:59:59.000Z')
  })

  it('count calendar days without the first and move off a holiday (4 October 2027 is a Monday)', () => {
    expect(termEnd(localDate('2027-09-24'), 10).toISOString()).toBe('2027-10-05T21:59:59.000Z')
    expect(termEnd(localDate('2026-07-01'), 2).toISOString()).toBe('2026-07-03T21:59:59.000Z')
  })

  it('keep the local hour over the change of the clock, and take the later one when it comes twice', () => {
    expect(addCalendarDays(at('2026-03-28T11:00:00Z'), 1).toISOString()).toBe('2026-03-29T10:00:00.000Z')
    expect(addCalendarDays(at('2026-10-24T10:00:00Z'), 1).toISOString()).toBe('2026-10-25T11:00:00.000Z')
    expect(addCalendarDays(at('2026-10-24T00:30:00Z'), 1).toISOString()).toBe('2026-10-25T01:30:00.000Z')
    expect(addCalendarDays(at('2026-07-01T10:00:00Z'), 30).toISOString()).toBe('2026-07-31T10:00:00.000Z')
  })

  it.each([
    [
      'art. 7: a convocation 4 days before the committee is refused',
      '2026-05-06T07:00:00Z',
      'COMMITTEE',
      false,
    ],
    [
      'art. 7: a convocation 5 days before the committee is enough, at any hour of the day',
      '2026-05-05T20:00:00Z',
      'COMMITTEE',
      true,
    ],
    ['art. 4: a convocation 9 days before the network is refused', '2026-05-01T07:00:00Z', 'NETWORK', false],
    ['art. 4: a convocation 10 days before the network is enough', '2026-04-30T07:00:00Z', 'NETWORK', true],
  ] as const)('%s', (_name, sentAt, kind, enough) => {
    const meetingStart = at('2026-05-10T08:00:00Z')
    expect(isNoticeSufficient({ sentAt: at(sentAt), meetingStart, days: NOTICE_DAYS[kind] })).toBe(enough)
  })

  it('tell the last useful day to convene, which then gives enough notice and the next day not (art. 4, 7)', () => {
    const meetingStart = at('2026-05-31T22:30:00Z')
    expect(latestConvocationDay(meetingStart, NOTICE_DAYS.COMMITTEE)).toBe('2026-05-27')
    expect(latestConvocationDay(meetingStart, NOTICE_DAYS.NETWORK)).toBe('2026-05-22')
    expect(localDateOf(meetingStart)).toBe('2026-06-01')
  })

  it('keep a DURC valid for 120 days and no more', () => {
    expect(isDurcValid(localDate('2026-01-01'), localDate('2026-05-01'))).toBe(true)
    expect(isDurcValid(localDate('2026-01-01'), localDate('2026-05-02'))).toBe(false)
    expect(isDurcValid(localDate('2026-01-02'), localDate('2026-01-01'))).toBe(false)
  })

  it.each([
    ['0000-01-01', 'da 1900 a 2199'],
    ['1899-12-31', 'da 1900 a 2199'],
    ['1900-01-01', null],
    ['2199-12-31', null],
    ['2200-01-01', 'da 1900 a 2199'],
    ['9999-12-31', 'da 1900 a 2199'],
    ['2027-02-30', 'AAAA-MM-GG'],
    [undefined, 'La data manca'],
  ])('are told from the day %s on, or it is refused', (day, refusal) => {
    const read = localDateSchema.safeParse(day)
    if (refusal === null) expect(read.data).toBe(day)
    else expect(read.error?.issues.map((one) => one.message).join()).toContain(refusal)
  })

  it('of another form are refused once, with the form', () => {
    const { error } = localDateSchema.safeParse('31/02/2027')
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'Data non valida: serve la forma AAAA-MM-GG.',
    ])
  })

  it('refuse a day that the calendar does not have', () => {
    expect(() => localDate('2026-02-29')).toThrow(TypeError)
  })
})
