import { describe, expect, it } from '@jest/globals'
import { TYPED } from '../../test/support/typed-values.ts'
import { confirmation, day, decimal, euro, fieldOf, hour, integer, json, readFields, text } from './fields.ts'

const readers = { day, euro, integer, points: decimal(2) } as const

describe('what a person types', () => {
  it.each(TYPED)('as $kind: $typed is $means', ({ kind, typed, means }) => {
    const reading = readers[kind](typed)
    expect('fault' in reading ? null : reading.value).toEqual(means)
  })

  it('is refused with the way to write it', () => {
    for (const { kind, typed, means } of TYPED.filter((one) => one.means === null)) {
      const reading = readers[kind](typed)
      expect({ typed, means, told: 'fault' in reading && / come | decimali/.test(reading.fault) }).toEqual({
        ...{ typed, means },
        told: true,
      })
    }
  })
})

describe('a whole number', () => {
  it('that cannot be read is asked for without a word of decimals', () => {
    expect(integer('due')).toEqual({
      fault: 'Numero non leggibile: scrivi un numero intero, come 12, nessun separatore delle migliaia.',
    })
  })
})

describe('an hour', () => {
  it.each([
    ['12:00', '12:00'],
    ['9.30', '09:30'],
    [' 23:59 ', '23:59'],
    ['24:00', null],
    ['12', null],
    ['12:60', null],
    ['mezzogiorno', null],
  ])('%s is %s', (typed, means) => {
    const reading = hour(typed)
    expect('fault' in reading ? null : reading.value).toBe(means)
  })
})

describe('a day', () => {
  it('beyond three centuries is refused: a year was mistyped', () => {
    expect(day('05/03/9999')).toMatchObject({ fault: expect.stringContaining('L’anno va da 1900 a 2199') })
  })
})

describe('the fields of a form', () => {
  const shape = { title: text, rows: [{ on: day, amount: euro }], file: json } as const

  it('are read by their places, and what cannot be read stays as it was typed', () => {
    const typed = {
      title: 'a\r\nb',
      rows: [
        { on: '5/3/2027', amount: '1,5' },
        { on: 'domani', amount: '' },
      ],
    }
    const { body, problems } = readFields(shape, typed)
    expect(body).toEqual({
      title: 'a\nb',
      rows: [{ on: '2027-03-05', amount: 150 }, { on: 'domani' }],
    })
    expect(problems.map(({ path }) => path)).toEqual(['rows[1].on'])
  })

  it('hold nothing that is not their own: names that every object has are no fields', () => {
    expect(fieldOf({}, 'constructor')).toBeUndefined()
    expect(readFields({ toString: text }, {}).body).toEqual({ toString: '' })
  })

  it('that confirm are ticked, or told; what is sent does not hold them', () => {
    const confirmed = { confirmed: confirmation('Conferma il ritiro.') }
    expect(readFields(confirmed, { confirmed: 'on' })).toEqual({ body: {}, problems: [] })
    expect(readFields(confirmed, {}).problems).toEqual([
      { path: 'confirmed', code: 'UNREADABLE', message: 'Conferma il ritiro.' },
    ])
  })

  it('that are sent in another shape say nothing', () => {
    expect(readFields(shape, { title: ['a'], rows: 'x', file: { a: '1' } })).toEqual({
      body: { title: '', rows: [] },
      problems: [],
    })
  })
})
