import { describe, expect, it } from '@jest/globals'
import { ownPath } from './own-path.ts'

describe('the place to go on to', () => {
  it.each([
    ['/cycles/1?after=2', '/cycles/1?after=2'],
    [undefined, '/inbox'],
    ['https://elsewhere.example/', '/inbox'],
    ['//elsewhere.example/', '/inbox'],
    ['/\\elsewhere.example/', '/inbox'],
    ['/\t/elsewhere.example/', '/inbox'],
    ['javascript:alert(1)', '/inbox'],
  ])('that %j asks is %s: nobody is led to another site', (asked, path) => {
    expect(ownPath(asked)).toBe(path)
  })
})
