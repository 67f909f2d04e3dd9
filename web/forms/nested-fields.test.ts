import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import qs from 'qs'
import { nestedFields } from './nested-fields.ts'

const read = (encoded: string) => nestedFields(encoded, { most: 30_000, depth: 5 })

describe('the fields that a browser sends', () => {
  it.each([
    ['a text, with spaces and accents', 'a=citt%C3%A0+alta', { a: 'città alta' }],
    ['a name that comes again', 'a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['rows by their places', 'r[1][x]=2&r[0][x]=1', { r: [{ x: '1' }, { x: '2' }] }],
    ['rows with one taken away', 'r[0][x]=1&r[7][x]=2', { r: [{ x: '1' }, { x: '2' }] }],
    ['groups in groups', 'a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['the next of a list', 'a[]=1&a[]=2', { a: ['1', '2'] }],
    ['brackets that are none', 'a[b=1&[c]=2', { 'a[b': '1', '[c]': '2' }],
    ['a text and a group of one name', 'a=1&a[b]=2', { a: { b: '2' } }],
    ['a group and a text of one name', 'a[b]=2&a=1', { a: { b: '2' } }],
    [
      'a name that every object has',
      'toString=1&a[constructor]=2',
      { toString: '1', a: { constructor: '2' } },
    ],
    ['a field without a value, and none', 'a&&b=', { a: '', b: '' }],
    ['what is not encoded as it should be', 'a=%E0+b', { a: '%E0 b' }],
    ['nothing', '', {}],
  ])('are read: %s', (_what, encoded, typed) => {
    expect(read(encoded)).toEqual(typed)
  })

  it('never reach what all objects share', () => {
    const typed = read('__proto__[x]=1&a[__proto__][x]=1')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect(Object.keys(typed)).toEqual(['__proto__', 'a'])
  })

  it('are what they were, whatever form they are of', () => {
    const key = fc.stringMatching(/^[a-z]{1,5}$/)
    const { form } = fc.letrec<{ form: object; value: unknown }>((tie) => ({
      form: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
      value: fc.oneof(
        { depthSize: 'small', maxDepth: 3 },
        fc.string({ unit: 'grapheme' }),
        fc.array(tie('form'), { minLength: 1, maxLength: 3 }),
        tie('form'),
      ),
    }))
    fc.assert(
      fc.property(form, (sent) => {
        const encoded = qs.stringify(sent)
        expect(nestedFields(encoded, { most: 30_000, depth: 20 })).toEqual(sent)
      }),
    )
  })

  it('are refused beyond their number and depth', () => {
    expect(() => read('a&'.repeat(2_000_000))).toThrow(RangeError)
    expect(() => read(`a${'[b]'.repeat(1_000_000)}=1`)).toThrow(RangeError)
    expect(() => read('a=1&'.repeat(30_001))).toThrow(RangeError)
    expect(() => read('a[b][c][d][e][f][g]=1')).toThrow(RangeError)
    expect(read('a[b][c][d][e][f]=1')).toEqual({ a: { b: { c: { d: { e: { f: '1' } } } } } })
  })
})
