import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { startWorkLoop } from './work-loop.ts'
import type { WorkLoop } from './work-loop.ts'

const IDLE_MS = 60_000

let loop: WorkLoop | null = null
beforeEach(() => void jest.useFakeTimers())
afterEach(async () => {
  await loop?.stop()
  jest.useRealTimers()
})

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms)

/* Pieces of work whose ends are in the hands of the test. */
function workInHand() {
  const begun: ((found: boolean) => void)[] = []
  const work = () => new Promise<boolean>((resolve) => begun.push(resolve))
  return { work, begun }
}

describe('a work loop', () => {
  it('goes on while there is work, then sleeps until it is woken', async () => {
    const { work, begun } = workInHand()
    loop = startWorkLoop({ work, idleMs: IDLE_MS, onFault: () => undefined })
    begun[0]?.(true)
    await pass(0)
    expect(begun).toHaveLength(2)
    begun[1]?.(false)
    await pass(IDLE_MS - 1)
    expect(begun).toHaveLength(2)
    loop.wake()
    await pass(0)
    expect(begun).toHaveLength(3)
    begun[2]?.(false)
  })

  it('hears whoever wakes it while it works', async () => {
    const { work, begun } = workInHand()
    loop = startWorkLoop({ work, idleMs: IDLE_MS, onFault: () => undefined })
    loop.wake()
    begun[0]?.(false)
    await pass(0)
    expect(begun).toHaveLength(2)
    begun[1]?.(false)
  })

  it('tells a fault, and tries again after its time', async () => {
    const faults: unknown[] = []
    const work = jest.fn<() => Promise<boolean>>().mockResolvedValue(false)
    work.mockRejectedValueOnce(new Error('the database went'))
    loop = startWorkLoop({ work, idleMs: IDLE_MS, onFault: (error) => faults.push(error) })
    await pass(IDLE_MS - 1)
    expect(faults).toEqual([new Error('the database went')])
    expect(work).toHaveBeenCalledTimes(1)
    await pass(1)
    expect(work).toHaveBeenCalledTimes(2)
  })

  it('ends once its work has ended, and may be stopped twice', async () => {
    const { work, begun } = workInHand()
    loop = startWorkLoop({ work, idleMs: IDLE_MS, onFault: () => undefined })
    let ended = false
    const stopping = loop.stop().then(() => (ended = true))
    await pass(0)
    expect(ended).toBe(false)
    begun[0]?.(true)
    await stopping
    await loop.stop()
    expect(begun).toHaveLength(1)
  })
})
