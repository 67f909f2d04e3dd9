import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { TransientError } from '../../domain/shared/errors.ts'
import { createSignIn } from './sign-in.ts'

let server: Server
let asked: URLSearchParams[]
let answer: { status: number; body: object }

/* Where tokens are given: a new one each time. */
beforeEach(async () => {
  asked = []
  answer = { status: 200, body: { expires_in: 300 } }
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked.push(new URLSearchParams(Buffer.concat(parts).toString()))
      response.statusCode = answer.status
      response.end(JSON.stringify({ access_token: `token-${asked.length}`, ...answer.body }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const withToken = () =>
  createSignIn('http://127.0.0.1:1', {
    strategy: 'OAUTH',
    tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    clientId: 'concilia',
    clientSecret: 'a secret & more',
    audience: 'zeebe-api',
  })

describe('a sign-in with OAuth', () => {
  it('takes one token with its client credentials, and keeps it', async () => {
    const signIn = withToken()
    const both = [await signIn.getHeaders('ZEEBE'), await signIn.getHeaders('ZEEBE')]
    expect(both).toEqual([{ authorization: 'Bearer token-1' }, { authorization: 'Bearer token-1' }])
    expect(asked.map((form) => Object.fromEntries(form))).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'concilia',
        client_secret: 'a secret & more',
        audience: 'zeebe-api',
      },
    ])
  })

  it('takes another one when the first was refused, or is about to end', async () => {
    const signIn = withToken()
    await signIn.getHeaders('ZEEBE')
    signIn.forget()
    answer.body = { expires_in: 5 }
    await signIn.getHeaders('ZEEBE')
    expect(await signIn.getHeaders('ZEEBE')).toEqual({ authorization: 'Bearer token-3' })
  })

  it.each([
    ['a refusal', { status: 401, body: {} }],
    ['no token', { status: 200, body: { access_token: '', expires_in: 300 } }],
    ['no end of it', { status: 200, body: {} }],
  ])('waits for a better answer than %s, and then asks again', async (_, first) => {
    answer = first
    const signIn = withToken()
    await expect(signIn.getHeaders('ZEEBE')).rejects.toThrow(TransientError)
    answer = { status: 200, body: { expires_in: 300 } }
    expect(await signIn.getHeaders('ZEEBE')).toEqual({ authorization: 'Bearer token-2' })
  })
})

describe('a sign-in without a session', () => {
  it('sends user and password each time, or nothing', async () => {
    const basic = createSignIn('http://127.0.0.1:1', { strategy: 'BASIC', user: 'us', password: 'pw' })
    expect(await basic.getHeaders('ZEEBE')).toEqual({ authorization: 'Basic dXM6cHc=' })
    const none = createSignIn('http://127.0.0.1:1', { strategy: 'NONE' })
    expect(await none.getHeaders('ZEEBE')).toEqual({})
  })
})
