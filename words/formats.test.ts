import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  formatAmount,
  formatDate,
  formatDays,
  formatDecimal,
  formatEuro,
  formatExactInstant,
  formatExactPercent,
  formatFileSize,
  formatHour,
  formatInstant,
  formatLongDate,
  formatPercent,
  formatPlainAmount,
  formatPoints,
  formatWeekdayOfInstant,
} from './formats.ts'

describe('days', () => {
  it.each([
    [0, '0,0'],
    [124, '12,4'],
    [12_345, '1.234,5'],
  ])('of %d tenths are read as %s', (tenths, text) => {
    expect(formatDays(tenths)).toBe(text)
  })
})

describe('Italian formats', () => {
  it('writes shares, scores and sizes', () => {
    expect(formatPercent(8000)).toBe('80\u00a0%')
    expect(formatPercent(3350)).toBe('33,5\u00a0%')
    expect(formatExactPercent(8000)).toBe('80,00 %')
    expect(formatDecimal('82.50')).toBe('82,50')
    expect(formatDecimal('1612,5')).toBe('1.612,5')
    expect(formatDecimal('1612')).toBe('1.612')
    expect(formatFileSize(999)).toBe('999 byte')
    expect(formatFileSize(1_433_600)).toBe('1,4 MB')
  })

  it('shows instants in the hour of Rome, in summer and in winter', () => {
    expect(formatInstant('2027-07-15T10:00:00Z')).toBe('15/07/2027, ore 12:00')
    expect(formatInstant('2027-01-15T23:30:00Z')).toBe('16/01/2027, ore 00:30')
    expect(formatExactInstant('2027-03-05T11:00:00Z')).toBe('05/03/2027 alle ore 12:00:00')
    expect(formatExactInstant('2027-03-05T11:00:00.500Z')).toBe('05/03/2027 alle ore 12:00:00,500')
    expect(formatInstant(new Date('2026-07-15T10:00:00Z'))).toBe('15/07/2026, ore 12:00')
    expect(formatHour('2027-03-28T01:00:00Z')).toBe('03:00')
    expect(formatWeekdayOfInstant('2027-05-12T14:30:00+02:00')).toBe('mercoledì 12 maggio 2027')
  })

  it('shows days without moving them to another zone', () => {
    expect(formatLongDate('2027-03-01')).toBe('1 marzo 2027')
    expect(formatDate('2027-12-31')).toBe('31/12/2027')
  })
})

describe('amounts', () => {
  it.each([
    [0, '€\u00a00,00'],
    [5, '€\u00a00,05'],
    [123456, '€\u00a01.234,56'],
    [33_712_600, '€\u00a0337.126,00'],
    [-100, '−€\u00a01,00'],
    [-96_800_000, '−€\u00a0968.000,00'],
  ])('writes %d cents as Italians read them', (value, text) => {
    expect(formatEuro(value)).toBe(text)
  })

  it('writes every amount so that its digits are the cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(Number(formatEuro(value).replace(/\D/g, ''))).toBe(value)
      }),
    )
  })

  it('are typed without their sign and given to programs without thousands', () => {
    expect(formatAmount(-123_456)).toBe('-1.234,56')
    expect(formatPlainAmount(123_456_700)).toBe('1234567,00')
  })
})

describe('points', () => {
  it.each([
    [1550, '15,5'],
    [2000, '20'],
    [25, '0,25'],
  ])('are shown from %d centipoints', (centipoints, text) => {
    expect(formatPoints(centipoints)).toBe(text)
  })
})
