import { afterEach, describe, expect, it } from '@jest/globals'
import { command } from './api.js'

const given = globalThis.fetch
afterEach(() => void (globalThis.fetch = given))

/* Acts as a page does, against a server that gives these answers one after the other; null is an answer that is lost. */
async function keysOf(answers: (number | null)[], bodies: unknown[]): Promise<string[]> {
  const keys: (string | null)[] = []
  globalThis.fetch = (_path, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'))
    const status = answers[keys.length - 1]
    return typeof status === 'number'
      ? Promise.resolve(new Response('{}', { status }))
      : Promise.reject(new TypeError('connection lost'))
  }
  for (const body of bodies) await command('POST', '/api/guidance-documents/1/comments', body)
  return keys.map(String)
}

describe('an action of a page', () => {
  it.each<[string, number | null]>([
    ['whose answer is lost', null],
    ['that a proxy answers in our place', 504],
  ])('%s carries the same key when it is done again', async (_what, lost) => {
    const [first, again, later] = await keysOf(
      [lost, 201, 201],
      [{ text: 'a' }, { text: 'a' }, { text: 'a' }],
    )
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(again).toBe(first)
    expect(later).not.toBe(first)
  })

  it('with another content is another request', async () => {
    const [first, changed] = await keysOf([null, 201], [{ text: 'a' }, { text: 'b' }])
    expect(changed).not.toBe(first)
  })
})
