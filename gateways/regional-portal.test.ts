import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { TransientError } from '../domain/shared/errors.ts'
import { PermanentRefusal } from '../domain/shared/ports.ts'
import { createRegionalPortal } from './regional-portal.ts'

const content = Buffer.from('a package')
const sha256 = createHash('sha256').update(content).digest('hex')
const fileOf = (read: () => AsyncIterable<Uint8Array>) => ({
  ...{ sha256, sizeBytes: content.byteLength, content: read },
})
async function* whole() {
  yield await Promise.resolve(content)
}
const regionalPackage = { idempotencyKey: '01K9ZQ4V7N3R8X2T5B6C1D0E9F', file: fileOf(whole) }
const receipt = {
  receiptNumber: 'RIC-2027-000001',
  protocolNumber: 'U1.2027.000001',
  receivedAt: '2027-06-01T10:00:00Z',
  packageSha256: sha256,
}

let answer: { status: number; body: unknown } = { status: 201, body: receipt }
let arrived = Promise.withResolvers<undefined>()
let seen: { headers: IncomingHttpHeaders; url: string | undefined; body: Buffer } | null = null
const server = createServer((request, response) => {
  request.once('data', () => arrived.resolve(undefined))
  buffer(request).then(
    (body) => {
      seen = { headers: request.headers, url: request.url, body }
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body))
    },
    () => response.destroy(),
  )
})
const portal = () =>
  createRegionalPortal({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })

describe('regional portal', () => {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  beforeEach(() => {
    answer = { status: 201, body: receipt }
    arrived = Promise.withResolvers()
  })

  it('sends the package with its key and hash, and hands back the receipt (art. 8)', async () => {
    await expect(portal().submit(regionalPackage)).resolves.toEqual(receipt)
    expect(seen?.url).toBe('/packages')
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/zip',
      'idempotency-key': regionalPackage.idempotencyKey,
      'x-package-sha256': sha256,
    })
    expect(seen?.body.equals(content)).toBe(true)
  })

  it('sends a package while it is read, with its length', async () => {
    async function* inParts() {
      yield content.subarray(0, 4)
      await arrived.promise
      yield content.subarray(4)
    }
    await expect(portal().submit({ ...regionalPackage, file: fileOf(inParts) })).resolves.toEqual(receipt)
    expect(seen?.headers['content-length']).toBe(String(content.byteLength))
    expect(seen?.body.equals(content)).toBe(true)
  })

  it('says that the package cannot be read, not that the Region may answer later', async () => {
    const fault = new Error('stored file has changed on disk')
    async function* broken() {
      yield await Promise.resolve(content.subarray(0, 4))
      throw fault
    }
    await expect(portal().submit({ ...regionalPackage, file: fileOf(broken) })).rejects.toBe(fault)
  })

  it.each([429, 500, 502, 503, 504])('calls an answer %i transient', async (status) => {
    answer = { status, body: {} }
    await expect(portal().submit(regionalPackage)).rejects.toThrow(TransientError)
  })

  it.each([400, 401, 409, 422])('calls an answer %i a permanent refusal', async (status) => {
    answer = { status, body: { detail: 'manifest.json is missing' } }
    await expect(portal().submit(regionalPackage)).rejects.toThrow(PermanentRefusal)
  })

  it('refuses a receipt for another package', async () => {
    answer = { status: 201, body: { ...receipt, packageSha256: 'f'.repeat(64) } }
    await expect(portal().submit(regionalPackage)).rejects.toThrow(PermanentRefusal)
  })

  it('refuses a receipt without its numbers', async () => {
    answer = { status: 201, body: { packageSha256: sha256 } }
    await expect(portal().submit(regionalPackage)).rejects.toThrow(PermanentRefusal)
  })

  it('calls a Region that is not there transient', async () => {
    await expect(createRegionalPortal({ url: 'http://127.0.0.1:1' }).submit(regionalPackage)).rejects.toThrow(
      TransientError,
    )
  })
})
