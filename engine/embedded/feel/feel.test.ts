import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { evaluate as feelin } from '@bpmn-io/feelin'
import { FeelFault, FeelRefusal, compileExpression } from './feel.ts'

type Variables = Record<string, unknown>
const run = (source: string, variables: Variables = {}) => compileExpression(source).evaluate(variables)
describe('a text without a sign before it', () => {
  it('is a constant, and reads no variable', () => {
    const constant = compileExpression('payment-checks')
    expect([constant.evaluate({}), constant.names]).toEqual(['payment-checks', []])
  })

  it.each(['5', ' -1.5 ', '1e3', 'true', 'null'])(
    'is refused where Zeebe makes a value of it: %s',
    (text) => {
      expect(() => compileExpression(text)).toThrow(FeelRefusal)
    },
  )
})

describe('the expressions of our own models', () => {
  const models = join(import.meta.dirname, '../../../bpmn')
  const sources = async () => {
    const files = (await readdir(models)).filter((file) => file.endsWith('.bpmn'))
    const texts = await Promise.all(files.map((file) => readFile(join(models, file), 'utf8')))
    const found = texts.flatMap((text) =>
      [...text.matchAll(/["'>](=[^"'<]+)["'<]/g)].map((one) => one[1] ?? ''),
    )
    return [...new Set(found)].map((source) => source.replaceAll('&#34;', '"').replaceAll('&gt;', '>'))
  }

  it('are all in the subset, and answer what the library of the forms answers, also where a variable is missing', async () => {
    const all = await sources()
    expect(all.length).toBeGreaterThan(20)
    for (const source of all) {
      const expression = compileExpression(source)
      for (const given of [
        {},
        ...[true, 'x', null, ['a']].map((value) => variablesOf(expression.names, value)),
      ])
        expect({ source, given, value: expression.evaluate(given) }).toEqual({
          ...{ source, given },
          value: feelin(source.slice(1), given).value ?? null,
        })
    }
  })
})

const variablesOf = (names: readonly string[], value: unknown): Variables =>
  Object.fromEntries(names.map((name) => [name, value]))

describe('the subset', () => {
  const given = {
    ...{ a: 2, b: 'x', yes: true, no: false, nothing: null },
    ...{ xs: [1, 2, 3], ctx: { n: 4, inner: { t: 'deep' } }, list: [{ id: 'p', n: 1 }, { id: 'q' }] },
    at: '2027-03-27T12:00:00+01:00',
  }

  it.each<[string, unknown]>([
    ['=1', 1],
    ['=-2.5', -2.5],
    ['="è \\"così\\""', 'è "così"'],
    ['=[1, "a", null]', [1, 'a', null]],
    ['={p: 1, "q r": p + 1}', { p: 1, 'q r': 2 }],
    ['=ctx.inner.t', 'deep'],
    ['=ctx.missing.more', null],
    ['=missing', null],
    ['=a > 1 and b = "x"', true],
    ['=missing > 1', null],
    ['=missing = null', true],
    ['=b != null', true],
    ['=no and missing > 1', false],
    ['=yes or missing > 1', true],
    ['=yes and missing > 1', null],
    ['=not(missing)', null],
    ['=not(a = 2)', false],
    ['=if missing then 1 else 2', 2],
    ['=if yes then if no then 1 else 2 else 3', 2],
    ['=a between 1 and 2', true],
    ['=missing between 1 and 2', null],
    ['=a in [1..2]', true],
    ['=a in (2..3]', false],
    ['=a in (1, > 5)', false],
    ['=a in (1, 2, > 5)', true],
    ['=b in ("x", "y")', true],
    ['=a in xs', true],
    ['=missing in (null, 1)', true],
    ['=[1, 2] = [1, 2]', true],
    ['={p: [1]} = {p: [1]}', true],
    ['=1 + 2 * 3 - 4', 3],
    ['=-a + 6 / 3', 0],
    ['=missing + 1', null],
    ['=b + "y"', 'xy'],
    ['="a" < "b"', true],
    ['=xs[1]', 1],
    ['=xs[-1]', 3],
    ['=xs[9]', null],
    ['=xs[item > 1]', [2, 3]],
    ['=list[item.n > 0][1].id', 'p'],
    ['=some x in xs satisfies x > 2', true],
    ['=every x in xs satisfies x > 2', false],
    ['=every x in [] satisfies x > 2', true],
    ['=for x in list return x.id', ['p', 'q']],
    ['=count(xs)', 3],
    ['=list contains(xs, 2)', true],
    ['=contains("abc", b)', false],
    ['=starts with(b, "x")', true],
    ['=ends with(b, "y")', false],
    ['=append(xs, 4)', [1, 2, 3, 4]],
    ['=concatenate(xs, [a])', [1, 2, 3, 2]],
    ['=sum(xs)', 6],
    ['=min(xs)', 1],
    ['=max([])', null],
    ['=string(a)', '2'],
  ])('reads %s as the library of the forms does', (source, value) => {
    expect([run(source, given), feelin(source.slice(1), given).value]).toEqual([value, value])
  })

  it.each([
    ['=2 between 5 and 1', false],
    ['=2 in [5..1]', false],
    ['=not(9 between 10 and missing)', true],
    ['=missing in [1..2]', null],
    ['=some x in [1, missing] satisfies x > 1', null],
    ['=every x in [2, missing] satisfies x > 1', null],
    ['=for x in missing return x', null],
    ['=missing[1]', null],
  ])('reads %s as Zeebe does, where the library of the forms differs or may', (source, value) => {
    expect(run(source)).toBe(value)
  })

  it('names the variables that an expression reads, and none that it makes itself', () => {
    const names = (source: string) => compileExpression(source).names.toSorted()
    expect(names('=a.b > 1 and (for x in xs return x + y)[1] = {k: z, l: k}.l')).toEqual([
      'a',
      'xs',
      'y',
      'z',
    ])
    expect(names('=xs[item.id = wanted]')).toEqual(['wanted', 'xs'])
  })

  it('reads no variable from the prototype of an object', () => {
    expect([run('=constructor'), run('=a.toString', { a: {} })]).toEqual([null, null])
  })
})

describe('time', () => {
  const at = '2027-03-27T12:00:00+01:00'

  it('has days of 24 hours, also where clocks change', () => {
    expect(run('=date and time(at) + duration("P1D")', { at })).toBe('2027-03-28T12:00:00+01:00')
    expect(run('=date and time(at) - duration("PT36H")', { at })).toBe('2027-03-26T00:00:00+01:00')
  })

  it('compares instants, not their texts', () => {
    const later = '2027-03-27T11:30:00Z'
    expect(run('=date and time(at) < date and time(later)', { at, later })).toBe(true)
    expect(run('=date and time(later) - date and time(at)', { at, later })).toBe('PT30M')
  })

  it('is written as a text, also within lists and contexts', () => {
    expect(run('={d: duration("PT0S"), l: [date and time("2027-01-01T00:00:00.500Z")]}')).toEqual({
      ...{ d: 'P0D', l: ['2027-01-01T00:00:00.5Z'] },
    })
  })

  it.each(['2027-03-27', '2027-03-27T12:00:00', '2027-02-30T12:00:00Z', '2027-03-27T12:00:00@Europe/Rome'])(
    'refuses the text %s, in the model and as a value',
    (text) => {
      expect(() => compileExpression(`=date and time("${text}")`)).toThrow(FeelRefusal)
      expect(() => run('=date and time(at)', { at: text })).toThrow(FeelFault)
    },
  )

  it('does not say whether one instant in two zones is the same', () => {
    const other = '2027-03-27T11:00:00Z'
    expect(() => run('=date and time(at) = date and time(other)', { at, other })).toThrow(FeelFault)
  })
})
