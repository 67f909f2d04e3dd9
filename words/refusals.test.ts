import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { formats, problemText, refusals, refusalText } from './refusals.ts'

const problem = (message: string): string => problemText({ path: 'amount', code: 'ABOVE', message })

describe('the sentence of a refusal', () => {
  it('writes its facts as people read them, and leaves out what was not told', () => {
    expect(refusalText('AMOUNT_ABOVE_LIMIT', { assignedCents: 123_456 })).toContain('€\u00a01.234,56.')
    expect(refusalText('NOT_FOUND', { what: 'CALL', id: 'c1' })).toContain('Non trovato: avviso c1.')
    expect(refusalText('NOT_FOUND', {})).toContain('Non trovato:. Controlla')
    expect(refusalText('CHECK_FAILED', { checks: ['DURC'] })).toMatch(/superati: \S.*\.$/)
    const closed = {
      arrivedAt: new Date('2027-03-05T11:00:00.500Z'),
      closesAt: new Date('2027-03-05T11:00:00Z'),
    }
    expect(refusalText('APPLICATION_AFTER_CLOSING', closed)).toContain('05/03/2027 alle ore 12:00:00,500')
  })

  it('knows how to write each value that a sentence of refusal or problem has', () => {
    const sources = ['domain', 'procedures', 'tasks', 'use-cases'].flatMap((folder) =>
      readdirSync(join(import.meta.dirname, '..', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
        .map((name) => readFileSync(join(import.meta.dirname, '..', folder, name), 'utf8')),
    )
    const asked = [
      ...Object.values(refusals).flatMap(({ sentence }) => [...sentence.matchAll(/\{\w+:(\w+)\}/g)]),
      ...sources.flatMap((text) => [...text.matchAll(/\{\$\{[^{}]+\}:(\w+)\}/g)]),
    ].map(([, format = '']) => format)
    expect(asked.length).toBeGreaterThan(25)
    expect(asked.filter((format) => !(format in formats))).toEqual([])
  })
})

describe('the sentence of a problem', () => {
  it.each([
    ['al massimo {123456:euro}.', 'al massimo €\u00a01.234,56.'],
    ['il massimo è {1550:points} punti', 'il massimo è 15,5 punti'],
    ['non prima del {2027-03-05:day}', 'non prima del 05/03/2027'],
    ['non prima di {2027-03-05T11:00:00.000Z:instant}', 'non prima di 05/03/2027, ore 12:00'],
    [
      'il {criterio} di {DURC:paymentChecks} e {x:euro} resta',
      'il {criterio} di {DURC:paymentChecks} e {x:euro} resta',
    ],
  ])('writes its values as people read them: %s', (message, text) => {
    expect(problem(message)).toBe(text)
  })
})
