import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { startWorkLoop } from './work-loop.ts'
import type { WorkLoop } from './work-loop.ts'

const NEVER_MS = 2 ** 30

let loop: WorkLoop | null = null
afterEach(async () => loop?.stop())

/* Pieces of work whose ends are in the hands of the test. */
function workInHand() {
  const begun: ((found: boolean) => void)[] = []
  const work = () => new Promise<boolean>((resolve) => begun.push(resolve))
  const count = async (expected: number): Promise<number> => {
    while (begun.length < expected) await pause(1)
    return begun.length
  }
  return { work, begun, count }
}

describe('a work loop', () => {
  it('goes on while there is work, then sleeps until it is woken', async () => {
    const { work, begun, count } = workInHand()
    loop = startWorkLoop({ work, idleMs: NEVER_MS, onFault: () => undefined })
    begun[0]?.(true)
    await count(2)
    begun[1]?.(false)
    await pause(5)
    expect(begun).toHaveLength(2)
    loop.wake()
    await count(3)
    begun[2]?.(false)
  })

  it('hears whoever wakes it while it works', async () => {
    const { work, begun, count } = workInHand()
    loop = startWorkLoop({ work, idleMs: NEVER_MS, onFault: () => undefined })
    loop.wake()
    begun[0]?.(false)
    expect(await count(2)).toBe(2)
    begun[1]?.(false)
  })

  it('tells a fault, and tries again after its time', async () => {
    const faults: unknown[] = []
    let tries = 0
    const again = Promise.withResolvers<undefined>()
    const work = () => {
      tries += 1
      if (tries === 1) return Promise.reject(new Error('the database went'))
      again.resolve(undefined)
      return Promise.resolve(false)
    }
    loop = startWorkLoop({ work, idleMs: 5, onFault: (error) => faults.push(error) })
    await again.promise
    expect(faults).toEqual([new Error('the database went')])
  })

  it('ends once its work has ended, and may be stopped twice', async () => {
    const { work, begun } = workInHand()
    loop = startWorkLoop({ work, idleMs: NEVER_MS, onFault: () => undefined })
    let ended = false
    const stopping = loop.stop().then(() => (ended = true))
    await pause(5)
    expect(ended).toBe(false)
    begun[0]?.(true)
    await stopping
    await loop.stop()
    expect(begun).toHaveLength(1)
  })
})
