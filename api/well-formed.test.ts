import { describe, expect, it } from '@jest/globals'
import { refuseCrowded, unstorableTexts } from './well-formed.ts'

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

  it('is what has more than ten thousand fields, told once', () => {
    const withFields = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]))
    expect(unstorableTexts({ a: withFields(10_000) })).toEqual([])
    expect(unstorableTexts({ a: withFields(10_001) })).toMatchObject([{ path: 'a', code: 'TOO_MANY_FIELDS' }])
  })

  it('is refused before it is parsed where it names more fields than anything here has', () => {
    const named = (count: number) => () => refuseCrowded(null, null, Buffer.from('"a":1,'.repeat(count)))
    expect(named(40_000)).not.toThrow()
    expect(named(40_001)).toThrow('INVALID_INPUT')
  })

  it('is nothing that people write', () => {
    expect(unstorableTexts({ a: 'Età 👵🏽\n', b: [1, null, true] })).toEqual([])
  })
})
