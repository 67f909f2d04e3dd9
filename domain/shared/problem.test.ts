import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { parseWith } from './problem.ts'

const says = (schema: z.ZodType, value: unknown) => {
  const read = parseWith(schema, value)
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('what is wrong in data from outside', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'Manca: è obbligatorio.'],
    [z.number(), null, 'Manca: è obbligatorio.'],
    [z.enum(['LEAD', 'PARTNER']), undefined, 'Manca: è obbligatorio.'],
    [z.string(), 7, 'Di tipo sbagliato: serve un testo.'],
    [z.number(), 'sette', 'Di tipo sbagliato: serve un numero.'],
    [z.int(), 7.5, 'Di tipo sbagliato: serve un numero intero.'],
    [z.boolean(), 'sì', 'Di tipo sbagliato: serve sì o no (true o false).'],
    [z.array(z.string()), {}, 'Di tipo sbagliato: serve un elenco.'],
    [z.strictObject({}), [], 'Di tipo sbagliato: serve un insieme di campi.'],
    [z.enum(['LEAD', 'PARTNER']), 'CHIEF', 'Valore non previsto: sono ammessi LEAD, PARTNER.'],
    [z.union([z.string(), z.number()]), true, 'Valore non previsto.'],
    [z.string().max(3), 'abcd', 'Al massimo 3 caratteri.'],
    [z.string().min(3), 'ab', 'Almeno 3 caratteri.'],
    [z.array(z.int()).max(1), [1, 2], 'Al massimo 1 elemento.'],
    [z.array(z.int()).min(2), [1], 'Almeno 2 elementi.'],
    [z.number().max(10), 11, 'Al massimo 10.'],
    [z.int().max(100_000_000), 1e20, 'Al massimo 100.000.000.'],
    [z.int(), 1e20, 'Al massimo 9.007.199.254.740.991.'],
    [z.number().gt(0), 0, 'Più di 0.'],
    [z.string().regex(/^\d+$/), 'abc', 'La forma non è quella richiesta.'],
  ])('is told in an Italian sentence (%#)', (field, value, sentence) => {
    expect(says(z.strictObject({ field }), { field: value })).toEqual([`field: ${sentence}`])
  })

  it('names the fields that nobody asked for', () => {
    expect(says(z.strictObject({ a: z.int() }), { a: 1, b: 2, c: 3 })).toEqual([
      ': Campo non previsto: b, c.',
    ])
  })

  it('leaves to a schema what it says itself', () => {
    expect(says(z.strictObject({ a: z.string('Scegli un ente.') }), {})).toEqual(['a: Scegli un ente.'])
  })
})
