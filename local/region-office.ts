import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { sha256Hex } from '../domain/shared/canonical-json.ts'
import { manifestSchema, PackageRefused, readPackage } from './region-package.ts'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000

const receiptSchema = z.object({
  receiptNumber: z.string(),
  protocolNumber: z.string(),
  receivedAt: z.string(),
  packageSha256: z.string(),
  packageKind: z.enum(['PLAN', 'FINAL_RETURN']),
  submissionId: z.string(),
})
const outcomeSchema = z.object({
  submissionId: z.string(),
  outcome: z.literal('VALIDATED'),
  protocolNumber: z.string(),
  decidedOn: z.string(),
  letter: z.object({ subject: z.string(), text: z.string() }),
})
const recordSchema = z.object({
  idempotencyKey: z.string(),
  receipt: receiptSchema,
  manifest: manifestSchema,
  clockAheadMs: z.number(),
  outcome: outcomeSchema.nullable(),
  outcomeDeliveredAt: z.string().nullable(),
})

/* The Region's receipt for a package: its numbers and the instant of arrival. */
type Receipt = z.infer<typeof receiptSchema>
/** What the office keeps of a package, beside the package itself. */
export type PackageRecord = z.infer<typeof recordSchema>
/** A package that has arrived and lies in a file of ours, with what its sender said of it. */
export type Arrival = { idempotencyKey: string; packageSha256: string; file: string }
/* What the office needs: its folder, the token of the sender's API, who may be called, and after how many milliseconds it answers a
   plan by itself; null: only when it is told to. */
type OfficeSettings = {
  dataDir: string
  callbackToken: string
  outcomeDelayMs: number | null
  callbackHosts: string[]
}

/** The same idempotency key came with another content. */
export class ArrivalConflict extends Error {
  override readonly name = 'ArrivalConflict'
}

/** The Region's office: registers packages once for each key, keeps them over restarts, and answers plans later. */
export class RegionOffice {
  readonly #settings: OfficeSettings
  readonly #records = new Map<string, PackageRecord>()
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(settings: OfficeSettings) {
    this.#settings = settings
  }

  /** Opens the office on its folder and goes on delivering the outcomes that have not been taken yet. */
  static async open(settings: OfficeSettings): Promise<RegionOffice> {
    const office = new RegionOffice(settings)
    await mkdir(settings.dataDir, { recursive: true })
    for (const name of await readdir(settings.dataDir)) {
      const content = await readFile(join(settings.dataDir, name, 'record.json'), 'utf8').catch(() => null)
      if (content === null) continue
      const record = recordSchema.parse(JSON.parse(content))
      office.#records.set(record.idempotencyKey, record)
    }
    for (const record of office.#records.values()) office.#answerLater(record)
    return office
  }

  /** Registers a package, one at a time. Throws PackageRefused or ArrivalConflict. */
  async register(arrival: Arrival): Promise<{ receipt: Receipt; isNew: boolean }> {
    const result = this.#turn.then(() => this.#registerNow(arrival))
    this.#turn = result.catch(() => {})
    return result
  }

  /** The record of a receipt number, or null. */
  find(receiptNumber: string): PackageRecord | null {
    return [...this.#records.values()].find(({ receipt }) => receipt.receiptNumber === receiptNumber) ?? null
  }

  /** The plans that have no answer yet. */
  waiting(): PackageRecord[] {
    return [...this.#records.values()].filter(awaitsAnswer)
  }

  /** Answers a plan now, as somebody tells the office to. False where no plan of this number waits for an answer. */
  answerNow(receiptNumber: string): boolean {
    const record = this.find(receiptNumber)
    if (record === null || !awaitsAnswer(record)) return false
    this.#answerAfter(record, 0)
    return true
  }

  async #registerNow({
    idempotencyKey,
    packageSha256,
    file,
  }: Arrival): Promise<{ receipt: Receipt; isNew: boolean }> {
    const known = this.#records.get(idempotencyKey)
    if (known !== undefined) {
      if (known.receipt.packageSha256 !== packageSha256)
        throw new ArrivalConflict('This idempotency key has been used for another package.')
      return { receipt: known.receipt, isNew: false }
    }
    const manifest = await readPackage(file)
    if (!this.#settings.callbackHosts.includes(new URL(manifest.callbackUrl).hostname))
      throw new PackageRefused(`the host of ${manifest.callbackUrl} is not one that this office calls.`)
    const receivedAt = new Date(Math.max(Date.now(), Date.parse(manifest.sentAt)))
    const record: PackageRecord = {
      idempotencyKey,
      manifest,
      receipt: {
        ...this.#numbers(receivedAt),
        receivedAt: receivedAt.toISOString(),
        packageSha256,
        packageKind: manifest.kind,
        submissionId: manifest.submissionId,
      },
      clockAheadMs: receivedAt.getTime() - Date.now(),
      outcome: null,
      outcomeDeliveredAt: null,
    }
    await mkdir(this.#folder(record), { recursive: true })
    await rename(file, join(this.#folder(record), 'package.zip'))
    await this.#save(record)
    this.#answerLater(record)
    return { receipt: record.receipt, isNew: true }
  }

  #numbers(receivedAt: Date): { receiptNumber: string; protocolNumber: string } {
    const number = String(this.#records.size + 1).padStart(6, '0')
    const year = romeDate(receivedAt).slice(0, 4)
    return { receiptNumber: `RIC-${year}-${number}`, protocolNumber: `U1.${year}.${number}` }
  }

  #folder({ idempotencyKey }: PackageRecord): string {
    return join(this.#settings.dataDir, sha256Hex(idempotencyKey))
  }

  async #save(record: PackageRecord): Promise<void> {
    const file = join(this.#folder(record), 'record.json')
    await writeFile(`${file}.part`, JSON.stringify(record, null, 2))
    await rename(`${file}.part`, file)
    this.#records.set(record.idempotencyKey, record)
  }

  #answerLater(record: PackageRecord): void {
    if (record.receipt.packageKind !== 'PLAN' || record.outcomeDeliveredAt !== null) return
    const { outcomeDelayMs } = this.#settings
    if (record.outcome !== null) this.#answerAfter(record, 0)
    else if (outcomeDelayMs !== null) this.#answerAfter(record, outcomeDelayMs)
  }

  #answerAfter(record: PackageRecord, delayMs: number): void {
    this.#answer(record, delayMs).catch((error: unknown) =>
      console.error('The outcome could not be kept', error),
    )
  }

  async #answer(record: PackageRecord, delayMs: number): Promise<void> {
    await pause(delayMs)
    const decided = record.outcome === null ? { ...record, outcome: validated(record) } : record
    if (decided !== record) await this.#save(decided)
    for (
      let delay = FIRST_RETRY_MS;
      !(await this.#deliver(decided));
      delay = Math.min(delay * 2, LONGEST_RETRY_MS)
    )
      await pause(delay)
    await this.#save({ ...decided, outcomeDeliveredAt: new Date().toISOString() })
  }

  async #deliver({ manifest, outcome, receipt }: PackageRecord): Promise<boolean> {
    const answer = await fetch(manifest.callbackUrl, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#settings.callbackToken}`,
        'content-type': 'application/json',
        'idempotency-key': `outcome-${receipt.receiptNumber}`,
      },
      body: JSON.stringify(outcome),
      redirect: 'error',
      signal: AbortSignal.timeout(30_000),
    }).catch((error: unknown) => error)
    const taken = answer instanceof Response && answer.ok
    const said =
      answer instanceof Response ? `answered ${answer.status}` : `could not be reached (${String(answer)})`
    console.log(`Outcome of ${receipt.receiptNumber}: ${manifest.callbackUrl} ${said}`)
    return taken
  }
}

const awaitsAnswer = ({ receipt, outcome }: PackageRecord): boolean =>
  receipt.packageKind === 'PLAN' && outcome === null

function validated({ receipt, manifest, clockAheadMs }: PackageRecord): z.infer<typeof outcomeSchema> {
  const decidedOn = romeDate(new Date(Date.now() + clockAheadMs))
  return {
    submissionId: receipt.submissionId,
    outcome: 'VALIDATED',
    protocolNumber: receipt.protocolNumber.replace('U1.', 'E1.'),
    decidedOn,
    letter: {
      subject: `Piano territoriale di conciliazione, ciclo ${manifest.cycleCode}: validazione`,
      text: `Visto il piano ricevuto con protocollo ${receipt.protocolNumber} (ricevuta ${receipt.receiptNumber}), se ne comunica la validazione in data ${decidedOn}.`,
    },
  }
}

function romeDate(instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome', dateStyle: 'short' }).format(instant)
}
