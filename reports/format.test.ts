import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { formatEuro } from '../domain/shared/money.ts'
import {
  dayAndHour,
  decimalComma,
  euro,
  fileSize,
  hour,
  longDay,
  percent,
  shortDay,
  weekday,
} from './format.ts'

describe('Italian formats', () => {
  it.each([
    [0, '€\u00a00,00'],
    [5, '€\u00a00,05'],
    [123_456, '€\u00a01.234,56'],
    [33_712_600, '€\u00a0337.126,00'],
    [-100, '−€\u00a01,00'],
  ])('writes %i cents as %s', (cents, written) => {
    expect(euro(cents)).toBe(written)
  })

  it('writes amounts in documents and on pages as forms and refusals write them', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(euro(cents)).toBe(formatEuro(cents))
      }),
    )
  })

  it('writes every amount so that its digits are the cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (cents) => {
        expect(Number(euro(cents).replace(/\D/g, ''))).toBe(cents)
      }),
    )
  })

  it('writes shares, scores and sizes', () => {
    expect(percent(8000)).toBe('80\u00a0%')
    expect(percent(3350)).toBe('33,5\u00a0%')
    expect(decimalComma('82.50')).toBe('82,50')
    expect(decimalComma('1612,5')).toBe('1.612,5')
    expect(decimalComma('1612')).toBe('1.612')
    expect(fileSize(999)).toBe('999 byte')
    expect(fileSize(1_433_600)).toBe('1,4 MB')
  })

  it('shows instants in the hour of Rome, in summer and in winter', () => {
    expect(dayAndHour('2027-07-15T10:00:00Z')).toBe('15/07/2027, ore 12:00')
    expect(dayAndHour('2027-01-15T23:30:00Z')).toBe('16/01/2027, ore 00:30')
    expect(hour('2027-03-28T01:00:00Z')).toBe('03:00')
    expect(weekday('2027-05-12T14:30:00+02:00')).toBe('mercoledì 12 maggio 2027')
  })

  it('shows days without moving them to another zone', () => {
    expect(longDay('2027-03-01')).toBe('1 marzo 2027')
    expect(shortDay('2027-12-31')).toBe('31/12/2027')
  })
})
