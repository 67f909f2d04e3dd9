import { describe, expect, it } from '@jest/globals'
import { toCsv } from './csv.ts'

describe('a table as CSV', () => {
  it.each<[string | number | null, string]>([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+39 02', "'+39 02"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['a=b; c', '"a=b; c"'],
    [-1, '-1'],
    [null, ''],
  ])('writes %j as a text or number, and never as a formula', (cell, written) => {
    expect(String(toCsv(['H'], [[cell]]))).toBe(`\uFEFFH\r\n${written}\r\n`)
  })
})
