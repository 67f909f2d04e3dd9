import { describe, expect, it } from '@jest/globals'
import { DateTime, Duration } from 'luxon'
import { FeelFault, compileExpression, expectType } from './feel.ts'

const run = (source: string, variables: Record<string, unknown>) =>
  compileExpression(source).evaluate(variables)
const faultOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    if (error instanceof FeelFault) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('a wrong type is a fault', () => {
  const given = {
    number: 41,
    text: 'Rossi',
    flag: true,
    xs: [1],
    half: 0.5,
    big: Number.MAX_SAFE_INTEGER,
    ctx: { a: 1 },
  }

  it.each([
    ['=number + text', `L'espressione "number + text" somma un numero e un testo.`],
    ['=number = text', `L'espressione "number = text" confronta un numero con un testo.`],
    ['=number > text', `L'espressione "number > text" confronta un numero con un testo.`],
    ['=flag > flag', `cerca il maggiore fra un valore logico e un altro valore.`],
    ['=if number then 1 else 2', 'usa un numero come condizione.'],
    ['=number and flag', 'usa un numero come condizione.'],
    ['=not(text)', 'dà a not un testo al posto di un valore logico.'],
    ['=text[1]', 'filtra un testo.'],
    ['=text.length', 'legge length di un testo.'],
    ['=xs.length', 'legge length di una lista.'],
    ['=half + number', 'calcola con un numero che non è intero.'],
    ['=number / 2', 'calcola con un numero che non è intero.'],
    ['=number / 0', 'calcola con un numero che non è intero.'],
    ['=big + number', 'calcola con un numero che non è intero.'],
    ['=-text', 'cambia il segno di un testo.'],
    ['=for x in text return x', 'scorre un testo come se fosse una lista.'],
    ['=count(text)', 'dà a count un testo al posto di una lista.'],
    ['=concatenate(xs, missing)', 'dà a concatenate un valore che manca al posto di una lista.'],
    ['=sum(["a"])', 'calcola con un testo.'],
    ['=number in (flag)', 'usa un valore logico come valore ammesso.'],
    ['=string(ctx)', 'scrive come testo una struttura'],
  ])('%s', (source, sentence) => {
    expect(faultOf(() => run(source, given))).toContain(sentence)
  })

  it('never tells the value of a variable', () => {
    const sources = ['=number + text', '=text[1]', '=number in (flag)', '=count(text)', '=duration(text)']
    const sentences = sources.map((source) => faultOf(() => run(source, given)))
    expect(sentences.filter((sentence) => /41|Rossi/.test(sentence))).toEqual([])
  })
})

describe('expectType', () => {
  const due = compileExpression('=due')

  it.each([
    ['boolean', true, true],
    ['list', [1], [1]],
    ['instant', '2027-01-31T23:59:59+01:00', '2027-01-31T23:59:59+01:00'],
    ['duration', 'P1DT2H', 'P1DT2H'],
    ['cycle', 'R3/PT1H', { cycle: 'PT1H', repetitions: 3 }],
    ['cycle', 'R/P1D', { cycle: 'P1D', repetitions: null }],
    ['key', 'a', 'a'],
    ['key', 7, 7],
  ] as const)('hands over a %s: %j', (type, value, expected) => {
    expect(expectType(due, value, type)).toEqual(expected)
  })

  it.each([
    ['boolean', 'true'],
    ['list', null],
    ['instant', '2027-01-31'],
    ['instant', '2027-01-31T23:59:59'],
    ['duration', 'P'],
    ['duration', '-P1D'],
    ['cycle', 'R3/PT0S'],
    ['cycle', 'R0/PT1H'],
    ['cycle', '0 0 9 * * *'],
    ['key', ''],
    ['key', 'k'.repeat(1_001)],
    ['key', 'a\0b'],
    ['key', '\ud800'],
    ['duration', 'P2W'],
    ['duration', 'P1000Y'],
    ['cycle', 'R/PT0.0001S'],
    ['key', null],
  ] as const)('is a fault where no %s is: %j', (type, value) => {
    expect(() => expectType(due, value, type)).toThrow(FeelFault)
  })

  it('takes a key of a thousand bytes, and no date after the year 9999', () => {
    expect(expectType(due, 'k'.repeat(1_000), 'key')).toHaveLength(1_000)
    const longest = expectType(due, 'P999Y9999M999999DT9999999H999999999M9999999999S', 'duration')
    const end = DateTime.fromISO('2027-01-01T00:00:00Z', { zone: 'utc' }).plus(Duration.fromISO(longest))
    expect(end.year).toBeLessThan(10_000)
  })

  it('names the expression, the type and the one that was found', () => {
    expect(faultOf(() => expectType(due, null, 'boolean'))).toBe(
      `L'espressione "due" deve dare un valore logico: ha dato un valore che manca.`,
    )
  })
})
