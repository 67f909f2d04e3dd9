import { describe, expect, it } from '@jest/globals'
import { asId, derivedId, idSchema, newId, opaqueId } from './ids.ts'
import type { CallId } from './ids.ts'

describe('ids', () => {
  it('are new and in order each time', () => {
    const made = Array.from({ length: 100 }, () => newId<CallId>())
    expect(new Set(made).size).toBe(100)
    expect(made.toSorted()).toEqual(made)
  })

  it('opaque are new each time, and tell no order', () => {
    const made = Array.from({ length: 100 }, () => opaqueId<CallId>())
    expect(new Set(made).size).toBe(100)
    expect(made.toSorted()).not.toEqual(made)
    expect(made.every((one) => idSchema<'Call'>().safeParse(one).success)).toBe(true)
  })

  it('derived from the same parts are the same, and parts cannot run into each other', () => {
    expect(derivedId<CallId>('call', 'A1')).toBe(derivedId<CallId>('call', 'A1'))
    expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'))
    expect(idSchema<'Call'>().safeParse(derivedId('x')).success).toBe(true)
  })

  it('from outside must be shaped as a ULID', () => {
    const id = newId<CallId>()
    expect(asId<CallId>(id)).toBe(id)
    expect(() => asId<CallId>('1 or 1=1')).toThrow(TypeError)
    expect(idSchema<'Call'>().safeParse('8ZZZZZZZZZZZZZZZZZZZZZZZZZ').success).toBe(false)
  })
})
