import { describe, expect, it } from '@jest/globals'
import { unaryTest } from '@bpmn-io/feelin'
import { FeelFault, FeelRefusal, compileUnaryTests } from './feel.ts'

describe('the cell of a decision table', () => {
  const passes = (cell: string, input: unknown, variables: Record<string, unknown> = {}) =>
    compileUnaryTests(cell).test(input, variables)

  it.each([
    ['', null, true],
    ['-', 'x', true],
    ['"a","b"', 'b', true],
    ['"a","b"', null, false],
    ['not("a","b")', 'b', false],
    ['not("a")', null, true],
    ['> 0', 1, true],
    ['[1..3]', 3, true],
    [']1..3[', 3, false],
    ['1, > 5', 3, false],
    ['true', false, false],
    ['false', false, true],
    ['null', null, true],
    ['not(null)', 1, true],
    ['-1', -1, true],
  ])('%j for %j is %j, as the library of the forms reads it', (cell, input, expected) => {
    expect(passes(cell, input)).toBe(expected)
    if (cell !== '') expect(unaryTest(cell, { '?': input }).value).toBe(expected)
  })

  it('says nothing of a missing value where an order is asked', () => {
    expect([passes('> 0', null), passes('not(> 0)', null), passes('[1..2]', null)]).toEqual([
      null,
      null,
      null,
    ])
  })

  it('compares with variables, also with what stands in a list', () => {
    expect([passes('limit', 2, { limit: 2 }), passes('limits', 2, { limits: [1, 2] })]).toEqual([true, true])
    expect(compileUnaryTests('< ctx.limit').names).toEqual(['ctx'])
  })

  it('is a fault where types differ', () => {
    expect(() => passes('> 0', true)).toThrow(FeelFault)
    expect(() => passes('"1"', 1)).toThrow(FeelFault)
  })

  it.each(['= 3', 'not(true)', 'true, false', '? > 1', '> 0 and < 3', 'contains(?, "a")', '> "a'])(
    'is refused: %s',
    (cell) => {
      expect(() => compileUnaryTests(cell)).toThrow(FeelRefusal)
    },
  )
})
