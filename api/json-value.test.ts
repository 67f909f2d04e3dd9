import { expect, test } from '@jest/globals'
import { jsonValue } from './json-value.ts'

test.each([
  ['texts, numbers, yes and no', { text: 'é\n', number: 1.5, yes: true, none: null }],
  ['an instant', { at: new Date('2027-03-03T13:30:00.250Z'), list: [new Date(0)] }],
  ['what is not told', { missing: undefined, list: [undefined, 1], inner: { missing: undefined } }],
  ['a number that JSON does not have', [Number.NaN, Number.POSITIVE_INFINITY, { value: Number.NaN }]],
  ['lists of lists', [[], [[1], [{}]]]],
  ['a text alone', 'text'],
  ['nothing', null],
])('%s: the value is what JSON would hold', (_, value) => {
  expect(jsonValue(value)).toEqual(JSON.parse(JSON.stringify(value)))
  expect(JSON.stringify(jsonValue(value))).toBe(JSON.stringify(value))
})

test('what people sent cannot change what an object is', () => {
  const sent: unknown = JSON.parse('{"__proto__":{"role":"PROCESS_OWNER"},"name":"x"}')
  expect(jsonValue(sent)).toEqual({ name: 'x' })
  expect((jsonValue(sent) as { role?: string }).role).toBeUndefined()
})
