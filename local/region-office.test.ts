import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, json } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { ZipFile } from 'yazl'
import { ArrivalConflict, RegionOffice, type Arrival } from './region-office.ts'
import { PackageRefused } from './region-package.ts'

const CONTENT = Buffer.from('piano')
let folder: string
let sender: Server
let callbackUrl: string
let outcomes: { token: string | undefined; body: unknown }[]
let answers: number[]

beforeEach(async () => {
  jest.spyOn(console, 'log').mockImplementation(() => {})
  folder = await mkdtemp(join(tmpdir(), 'concilia-region-'))
  outcomes = []
  answers = []
  sender = createServer((request, response) => {
    void json(request).then((body) => {
      outcomes.push({ token: request.headers.authorization, body })
      response.writeHead(answers.shift() ?? 204).end()
    })
  })
  await new Promise<void>((resolve) => sender.listen(0, '127.0.0.1', resolve))
  callbackUrl = `http://127.0.0.1:${(sender.address() as AddressInfo).port}/outcome`
})
afterEach(async () => {
  await new Promise((resolve) => sender.close(resolve))
  await rm(folder, { recursive: true, force: true })
  jest.restoreAllMocks()
})

function openOffice(outcomeDelayMs: number | null = 1): Promise<RegionOffice> {
  const dataDir = join(folder, 'office')
  return RegionOffice.open({
    dataDir,
    callbackToken: 'secret',
    outcomeDelayMs,
    callbackHosts: ['127.0.0.1'],
  })
}

function hashOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex')
}

async function pack(change: object = {}, content: Buffer = CONTENT): Promise<Arrival> {
  const manifest = {
    kind: 'FINAL_RETURN',
    submissionId: 'S1',
    cycleCode: '2027',
    sentAt: '2031-12-31T23:30:00Z',
    files: [{ name: 'piano.pdf', sha256: hashOf(CONTENT), size: CONTENT.length }],
    auditHead: hashOf('head'),
    callbackUrl,
    ...change,
  }
  const zip = new ZipFile()
  const mtime = new Date(2031, 0, 1)
  zip.addBuffer(content, 'piano.pdf', { mtime })
  zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json', { mtime })
  zip.end()
  const packed = await buffer(zip.outputStream)
  const file = join(folder, `${hashOf(packed)}.zip`)
  await writeFile(file, packed)
  return { idempotencyKey: 'key-1', packageSha256: hashOf(packed), file }
}

async function settled(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}

describe("the Region's receiver", () => {
  it('gives the same receipt for the same key, also after a restart', async () => {
    const first = await (await openOffice()).register(await pack())
    const again = await (await openOffice()).register(await pack())
    expect(first.isNew).toBe(true)
    expect(again).toEqual({ receipt: first.receipt, isNew: false })
  })

  it('gives one number to each package, two at the same moment too', async () => {
    const office = await openOffice()
    const arrivals = [await pack(), { ...(await pack({ submissionId: 'S2' })), idempotencyKey: 'key-2' }]
    const receipts = await Promise.all(arrivals.map((arrival) => office.register(arrival)))
    expect(new Set(receipts.map(({ receipt }) => receipt.receiptNumber)).size).toBe(2)
  })

  it('refuses a key that was used for another package', async () => {
    const office = await openOffice()
    await office.register(await pack())
    await expect(office.register(await pack({ cycleCode: '2028' }))).rejects.toThrow(ArrivalConflict)
  })

  it.each([
    ['a file changed after the manifest', {}, Buffer.from('piamo')],
    ['a file of another size', {}, Buffer.from('piano!')],
    ['a file that is missing', { files: [{ name: 'altro.pdf', sha256: hashOf(''), size: 0 }] }, CONTENT],
    ['a kind that is not known', { kind: 'LETTER' }, CONTENT],
    ['a callback that is not the sender', { callbackUrl: 'http://region.example/' }, CONTENT],
  ])('refuses a package with %s', async (_what, change, content) => {
    const office = await openOffice()
    await expect(office.register(await pack(change, content))).rejects.toThrow(PackageRefused)
  })

  it("dates the receipt by the manifest when the sender's clock is ahead", async () => {
    const { receipt } = await (await openOffice()).register(await pack())
    expect(receipt.receivedAt).toBe('2031-12-31T23:30:00.000Z')
    expect(receipt.receiptNumber).toBe('RIC-2032-000001')
  })

  it('sends the outcome of a plan with the token until it is taken, and only then rests', async () => {
    answers = [503]
    const office = await openOffice()
    const { receipt } = await office.register(await pack({ kind: 'PLAN' }))
    await settled(() => office.find(receipt.receiptNumber)?.outcomeDeliveredAt != null)
    expect(outcomes).toHaveLength(2)
    expect(outcomes[1]?.token).toBe('Bearer secret')
    expect(outcomes[1]?.body).toMatchObject({
      submissionId: 'S1',
      outcome: 'VALIDATED',
      decidedOn: '2032-01-01',
    })
    expect(outcomes[0]?.body).toEqual(outcomes[1]?.body)
  })

  it('that answers when told keeps a plan waiting, over a restart too, until it is told; once', async () => {
    const { receipt } = await (await openOffice(null)).register(await pack({ kind: 'PLAN' }))
    const office = await openOffice(null)
    expect(office.waiting().map((record) => record.receipt)).toEqual([receipt])
    expect(outcomes).toEqual([])
    expect(office.answerNow(receipt.receiptNumber)).toBe(true)
    await settled(() => office.find(receipt.receiptNumber)?.outcomeDeliveredAt != null)
    expect(outcomes).toHaveLength(1)
    expect(office.waiting()).toEqual([])
    expect(office.answerNow(receipt.receiptNumber)).toBe(false)
  })

  it('answers no final return, which has a receipt and no outcome, also when told', async () => {
    const office = await openOffice(null)
    const { receipt } = await office.register(await pack())
    expect(office.answerNow(receipt.receiptNumber)).toBe(false)
    expect(office.answerNow('RIC-2032-000009')).toBe(false)
  })
})
