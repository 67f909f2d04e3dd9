import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { flag, id, instant } from '../../domain/process/contract.ts'
import { contracts } from '../../domain/process/contracts.ts'

/* What a variable may hold, by what its name ends in: an id, an instant, or a fact that a gateway reads. */
function mayBe(name: string, schema: z.ZodType): boolean {
  if (schema instanceof z.ZodArray) {
    const element = schema.element as z.ZodType
    return element === id ? name.endsWith('Ids') : isCode(element)
  }
  if (schema === id) return name.endsWith('Id')
  if (schema === instant) return name.endsWith('At')
  return schema === flag || isCode(schema) || (schema instanceof z.ZodNumber && schema.format === 'safeint')
}

const isCode = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodEnum && schema.options.every((code) => /^[A-Z][A-Z_]*$/.test(String(code)))

const strangers = (variables: Record<string, z.ZodType>): string[] =>
  Object.entries(variables)
    .filter(([name, schema]) => !mayBe(name, schema))
    .map(([name]) => name)

describe('variables of processes', () => {
  it.each(contracts.map(({ id: process, variables }) => ({ process, variables })))(
    '$process are ids, instants, codes, counts and yes or no: no text about people, no reason, no amount enters an engine',
    ({ variables }) => {
      expect(Object.keys(variables).length).toBeGreaterThan(0)
      expect(strangers(variables)).toEqual([])
    },
  )

  it('that are texts, amounts or things of many parts are seen', () => {
    const own = { reason: z.string(), amount: z.number(), person: z.object({}), reasons: z.array(z.string()) }
    expect(strangers({ ...own, sentence: id, names: z.array(id), word: z.enum(['Rossi']) })).toEqual([
      ...Object.keys(own),
      ...['sentence', 'names', 'word'],
    ])
  })

  it('that are ids cannot hold a sentence', () => {
    expect(id.safeParse('01ARZ3NDEKTSV4RRFFQ69G5FAV').success).toBe(true)
    for (const text of ['', 'Mario Rossi', 'a@b.example', 'x'.repeat(61)])
      expect(id.safeParse(text).success).toBe(false)
  })
})
