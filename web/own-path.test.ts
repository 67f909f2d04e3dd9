import { describe, expect, it } from '@jest/globals'
import { ownPath } from './own-path.ts'

describe('the place to go on to', () => {
  it.each([
    ['/cycles/1?after=2', '/cycles/1?after=2'],
    [undefined, '/'],
    ['https://elsewhere.example/', '/'],
    ['//elsewhere.example/', '/'],
    ['/\\elsewhere.example/', '/'],
    ['/.//elsewhere.example/', '/'],
    ['/a/..//elsewhere.example/', '/'],
    ['/%2e//elsewhere.example/', '/'],
    ['/\t/elsewhere.example/', '/'],
    ['javascript:alert(1)', '/'],
  ])('that %j asks is %s: nobody is led to another site', (asked, path) => {
    expect(ownPath(asked)).toBe(path)
  })
})
