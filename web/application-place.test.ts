import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { applicationSchema } from '../domain/call/application.ts'
import { applicationPlace } from './application-place.ts'

const { properties = {} } = z.toJSONSchema(applicationSchema, { io: 'input', unrepresentable: 'any' })
const fieldsOf = (part: unknown): string[] => {
  const { items } = part as { items?: { properties?: object } }
  return Object.keys(items?.properties ?? {})
}
const paths = Object.entries(properties).flatMap(([part, schema]) => [
  part,
  ...fieldsOf(schema).map((field) => `${part}[2].${field}`),
])

describe('where a problem of an application is', () => {
  it.each(paths)('is told in Italian words for every field of its content: %s', (path) => {
    const words = applicationPlace(path)
    expect(words).toMatch(path.includes('[') ? /^\p{Lu}[\p{L} ]+, riga 3, \p{Ll}[\p{L}’ ]+$/u : /^\p{Lu}/u)
    expect(words).not.toMatch(/[a-z][A-Z]/)
  })
})
