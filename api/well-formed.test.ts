import { describe, expect, it } from '@jest/globals'
import { unstorableTexts } from './well-formed.ts'

const nested = (levels: number): unknown =>
  JSON.parse(`${'[0,'.repeat(levels - 1)}[]${']'.repeat(levels - 1)}`)

describe('what cannot be stored', () => {
  it.each<[string, unknown, string[]]>([
    ['NUL', { a: ['x\0'] }, ['a[0]']],
    ['half a character', { a: { b: '\ud800' } }, ['a.b']],
    ['a code that is no character', { a: 'x\ufffe', b: '\uffff', c: '\u{1fffe}' }, ['a', 'b', 'c']],
    ['the same in a name', { 'a\ufffe': 1 }, ['a\ufffe']],
  ])('is %s, told with its path', (_what, value, paths) => {
    expect(unstorableTexts(value).map((one) => one.path)).toEqual(paths)
  })

  it('is what lies deeper than a hundred levels, however deep', () => {
    expect(unstorableTexts(nested(100))).toEqual([])
    expect(unstorableTexts(nested(101))).toMatchObject([{ code: 'TOO_DEEP' }])
    expect(unstorableTexts(nested(100_000))).toMatchObject([{ code: 'TOO_DEEP' }])
  })

  it('is nothing that people write', () => {
    expect(unstorableTexts({ a: 'Età 👵🏽\n', b: [1, null, true] })).toEqual([])
  })
})
