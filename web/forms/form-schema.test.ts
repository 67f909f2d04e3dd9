import { evaluate } from '@bpmn-io/feelin'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { valueOf } from './form-schema.ts'
import type { Values } from './form-schema.ts'

const name = fc.constantFrom('this', 'items', 'code', 'year', 'not', 'count', 'of')
const plain = fc.oneof(fc.constant(null), fc.string(), fc.integer(), fc.boolean())
const row = fc.dictionary(name, plain, { noNullPrototype: true })
const values: fc.Arbitrary<Values> = fc.dictionary(
  name.filter((one) => one !== 'this'),
  fc.oneof(plain, fc.array(row), row),
  { noNullPrototype: true },
)

describe('an expression of a form', () => {
  it('gives for a name or a path what form-js gives', () => {
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'))
    fc.assert(
      fc.property(path, values, fc.option(values), (asked, root, ofRow) => {
        const formJs: unknown = evaluate(asked, { ...root, ...ofRow, this: ofRow ?? root }).value
        fc.pre(typeof formJs !== 'function')
        expect(valueOf(`=${asked}`, { root, row: ofRow })).toEqual(formJs)
      }),
    )
  })
})
