import { describe, expect, it } from '@jest/globals'
import { FeelRefusal, compileExpression } from './feel.ts'

describe('what is outside the subset is refused with its reason', () => {
  it.each([
    ['=get or else(a, 1)', 'use if … then … else'],
    ['=is defined(a)', 'compare with null'],
    ['=assert(a, a > 1)', 'assert is read differently'],
    ['=decimal(1.55, 1)', 'decimal is read differently'],
    ['=0.1 + 0.2', 'whole numbers only'],
    ['=now()', 'hand the instant over'],
    ['=upper case(a)', 'the function upper case'],
    ['=a instance of number', 'instance of'],
    ['=function(x) x', 'functions of one’s own'],
    ['=@"2027-01-01"', 'outside the subset'],
    ['=date("2027-01-01")', 'date is outside the subset'],
    ['=duration("P1M")', 'without years and months'],
    ['=[1..3]', 'interval'],
    ['=?', 'question mark'],
    ['=a ** 2', 'operator **'],
    ['=contains(string: a, match: "b")', 'by their place'],
    ['=contains(a)', 'takes 2 parameters'],
    ['=a b', 'no plain name'],
    ['=città', 'no plain name'],
    ['=`a b`', 'backticks'],
    ['=partial', 'word of the language'],
    ['="a\\nb"', 'escape'],
    ['=1e3', 'exponent'],
    ['=a = b = c', 'put brackets'],
    ['=1 + if a then 1 else 2', 'put brackets'],
    ['=toString(a)', 'the function toString'],
    ['=a in (true)', 'always true'],
    ['=xs[flag]', 'neither a position nor a condition'],
    ['=xs[0]', 'no position'],
    ['=for x in 1..3 return x', 'no list to go through'],
    ['=for x in xs, y in ys return x', 'more than one list'],
    ['={a: 1, a: 2}', 'twice'],
    ['=a // why', 'comments'],
    ['=1 +', 'syntax error'],
    ['=', 'syntax error'],
  ])('%s', (source, reason) => {
    expect(() => compileExpression(source)).toThrow(FeelRefusal)
    expect(() => compileExpression(source)).toThrow(reason)
  })
})
