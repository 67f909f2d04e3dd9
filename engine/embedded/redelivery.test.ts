import { describe, expect, it } from '@jest/globals'
import { startRedelivery } from './redelivery.ts'

describe('what was left undelivered', () => {
  it('is handed over in rounds that do not overlap, and stopping waits for the one under way', async () => {
    const order: string[] = []
    let end = (): void => undefined
    const round = new Promise<void>((resolve) => (end = resolve))
    const redelivery = startRedelivery(async () => {
      order.push('begun')
      await round
      order.push('ended')
      return true
    })
    const stopped = redelivery.stop().then(() => order.push('stopped'))
    end()
    await stopped
    expect(order).toEqual(['begun', 'ended', 'stopped'])
  })

  it('is tried again at once where there may be more, and after a round that failed', async () => {
    let rounds = 0
    let third = (): void => undefined
    const reached = new Promise<void>((resolve) => (third = resolve))
    const redelivery = startRedelivery(() => {
      rounds += 1
      if (rounds === 2) return Promise.reject(new Error('the database is away'))
      if (rounds === 3) third()
      return Promise.resolve(rounds === 1)
    })
    await reached
    await redelivery.stop()
    expect(rounds).toBe(3)
  })
})
