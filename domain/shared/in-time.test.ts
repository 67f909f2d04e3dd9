import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { TransientError } from './errors.ts'
import { inTime } from './in-time.ts'

describe('an answer from outside', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('may be asked for again when it has not come in time', async () => {
    const waiting = expect(inTime(new Promise(() => undefined), 1_000)).rejects.toThrow(TransientError)
    jest.advanceTimersByTime(999)
    expect(jest.getTimerCount()).toBe(1)
    jest.advanceTimersByTime(1)
    await waiting
  })

  it('comes through as it is, be it a value or a fault, and leaves no timer behind', async () => {
    const fault = new Error('no')
    await expect(inTime(Promise.resolve(7), 1_000)).resolves.toBe(7)
    await expect(inTime(Promise.reject(fault), 1_000)).rejects.toBe(fault)
    expect(jest.getTimerCount()).toBe(0)
  })
})
