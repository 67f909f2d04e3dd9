import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { canonicalJson, hashOf } from './canonical-json.ts'

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'è', z: undefined })).toBe(
      '{"a":"è","b":[{"c":null,"d":1}]}',
    )
  })

  it('is read back as the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' })),
        (value) => {
          const turned = Object.fromEntries(Object.entries(value).toReversed())
          expect(hashOf(turned)).toBe(hashOf({ ...value }))
          expect(canonicalJson(JSON.parse(canonicalJson({ ...value })))).toBe(canonicalJson({ ...value }))
        },
      ),
    )
  })

  it.each([[Number.NaN], [1n], [new Date(0)], ['\ud800'], [[undefined]], [() => 1]])(
    'refuses %p',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError)
    },
  )
})
