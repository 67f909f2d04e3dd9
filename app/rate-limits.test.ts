import { describe, expect, it } from '@jest/globals'
import { createRateLimits } from './rate-limits.ts'

const few = { SIGN_IN: 2, DRAFT: 1, UPLOAD: 1, DOWNLOAD: 1, WORKBOOK: 1 }

describe('what may be asked in a minute', () => {
  it('is counted by kind and by who asks, and says how long to wait beyond it', async () => {
    const limit = createRateLimits(few)
    await limit('SIGN_IN', 'a')
    await limit('SIGN_IN', 'a')
    const refused = await limit('SIGN_IN', 'a').catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    const { seconds } = (refused as { facts: { seconds: number } }).facts
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    await limit('SIGN_IN', 'b')
    await limit('DRAFT', 'a')
  })
})
