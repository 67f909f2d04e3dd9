import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { addClockOffset, brokerTime, ensureClockOffset } from './clock.ts'

const HOUR_MS = 60 * 60 * 1000

let server: Server
let url: string
let offsetMs: number
let added: number[]
let status: number

/* The actuator of a broker that is started with a controlled clock. */
beforeEach(async () => {
  ;[offsetMs, added, status] = [0, [], 200]
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/actuator/clock/add') {
        const { offsetMilli } = JSON.parse(Buffer.concat(parts).toString()) as { offsetMilli: number }
        added.push(offsetMilli)
        offsetMs += offsetMilli
      }
      response.statusCode = status
      response.end(JSON.stringify({ epochMilli: Date.now() + offsetMs }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/actuator`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('the clock of a Camunda that the demo may move', () => {
  it('is brought to the whole offset after a start, which forgot it, by what is missing', async () => {
    await ensureClockOffset(url, 2 * HOUR_MS)
    expect(added).toHaveLength(1)
    expect((await brokerTime(url)).getTime() - Date.now()).toBeGreaterThan(2 * HOUR_MS - 5_000)
    await ensureClockOffset(url, 3 * HOUR_MS)
    expect(Math.abs((added[1] ?? 0) - HOUR_MS)).toBeLessThan(5_000)
  })

  it('is left alone where it is there already, or ahead', async () => {
    offsetMs = HOUR_MS
    await ensureClockOffset(url, HOUR_MS)
    await ensureClockOffset(url, 0)
    expect(added).toEqual([])
  })

  it.each([0, -1, 0.5, Number.NaN])('is not moved by %p ms', async (ms) => {
    await expect(addClockOffset(url, ms)).rejects.toThrow(RangeError)
    expect(added).toEqual([])
  })

  it('that cannot be moved is told as such', async () => {
    status = 404
    await expect(ensureClockOffset(url, HOUR_MS)).rejects.toThrow('answered 404')
  })
})
