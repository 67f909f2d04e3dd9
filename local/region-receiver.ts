// A program of its own that plays the Region's office: it takes packages, gives receipts, and answers plans later.
// It speaks region-receiver.openapi.yaml and keeps everything in its own folder.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { type Request, type Response } from 'express'
import { ulid } from 'ulid'
import { z } from 'zod'
import { ArrivalConflict, RegionOffice, type Arrival, type PackageRecord } from './region-office.ts'
import { PackageRefused } from './region-package.ts'

const LARGEST_PACKAGE = 500 * 1024 * 1024

const settings = z
  .object({
    REGION_PORT: z.coerce.number().int(),
    REGION_DATA_DIR: z.string().min(1),
    REGION_CALLBACK_TOKEN: z.string().min(1),
    REGION_ANSWERS: z.enum(['by-itself', 'when-told']).default('by-itself'),
    REGION_OUTCOME_DELAY_MS: z.coerce.number().int().nonnegative().default(3000),
    REGION_HOST: z.string().default('127.0.0.1'),
    REGION_CALLBACK_HOSTS: z.string().default('127.0.0.1,localhost'),
  })
  .parse(process.env)

const arriving = join(settings.REGION_DATA_DIR, 'arriving')
await rm(arriving, { recursive: true, force: true })
await mkdir(arriving, { recursive: true })
const office = await RegionOffice.open({
  dataDir: settings.REGION_DATA_DIR,
  callbackToken: settings.REGION_CALLBACK_TOKEN,
  outcomeDelayMs: settings.REGION_ANSWERS === 'when-told' ? null : settings.REGION_OUTCOME_DELAY_MS,
  callbackHosts: settings.REGION_CALLBACK_HOSTS.split(','),
})

async function takePackage(request: Request, response: Response): Promise<void> {
  const idempotencyKey = request.get('idempotency-key')
  const announced = request.get('x-package-sha256')
  if (!request.is('application/zip') || !idempotencyKey || !announced) {
    problem(response, 400, 'Send application/zip with the headers Idempotency-Key and X-Package-Sha256.')
    return
  }
  const arrival = await receive(request, idempotencyKey)
  try {
    if (arrival.packageSha256 !== announced.toLowerCase())
      throw new PackageRefused('the package has not the hash announced in X-Package-Sha256')
    const { receipt, isNew } = await office.register(arrival)
    console.log(
      `Package of ${receipt.submissionId}: ${isNew ? 'registered' : 'sent again'}, ${receipt.receiptNumber}`,
    )
    response
      .status(isNew ? 201 : 200)
      .location(`/packages/${receipt.receiptNumber}`)
      .json(receipt)
  } finally {
    await rm(arrival.file, { force: true })
  }
}

async function receive(request: Request, idempotencyKey: string): Promise<Arrival> {
  const file = join(arriving, `${ulid()}.zip`)
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length
      hash.update(chunk)
      done(size > LARGEST_PACKAGE ? new PackageRefused('the package is larger than 500 MB') : null, chunk)
    },
  })
  try {
    await pipeline(request, measure, createWriteStream(file))
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return { idempotencyKey, packageSha256: hash.digest('hex'), file }
}

function showPackage(request: Request, response: Response): void {
  const record = office.find(String(request.params['receiptNumber']))
  if (record === null) problem(response, 404, 'No package has this receipt number.')
  else response.json(toAnswer(record))
}

function answerNow(request: Request, response: Response): void {
  if (office.answerNow(String(request.params['receiptNumber']))) response.status(202).end()
  else problem(response, 404, 'No plan with this receipt number waits for an answer.')
}

function toAnswer({ receipt, manifest, outcome, outcomeDeliveredAt }: PackageRecord): object {
  return { receipt, manifest, outcome, outcomeDeliveredAt }
}

function problem(response: Response, status: number, detail: string): void {
  const title =
    { 400: 'Bad request', 404: 'Not found', 409: 'Conflict', 422: 'Package refused' }[status] ?? 'Error'
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

function refuse(response: Response, error: unknown): void {
  if (error instanceof PackageRefused) problem(response, 422, error.message)
  else if (error instanceof ArrivalConflict) problem(response, 409, error.message)
  else {
    console.error('A package could not be taken', error)
    problem(response, 500, 'The office could not register the package: send it again with the same key.')
  }
}

const app = express()
app.disable('x-powered-by')
app.get('/health', (_request, response) => void response.json({ status: 'UP' }))
app.post('/packages', (request, response) =>
  takePackage(request, response).catch((error: unknown) => {
    refuse(response, error)
  }),
)
app.get('/packages', (_request, response) => void response.json(office.waiting().map(toAnswer)))
app.get('/packages/:receiptNumber', showPackage)
app.post('/packages/:receiptNumber/outcome', answerNow)

const server = app.listen(settings.REGION_PORT, settings.REGION_HOST, (error) => {
  if (error) throw error
  console.log(`The Region's receiver answers on ${settings.REGION_HOST}:${settings.REGION_PORT}`)
})
process.once('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
