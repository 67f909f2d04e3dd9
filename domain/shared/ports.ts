/** Legal time: the system's clock, or in demo the moved one. Leases and back-off never use it. */
export interface Clock {
  now(): Date
}

export interface MailMessage {
  messageId: string
  /** When it leaves, by legal time. */
  date: Date
  to: string[]
  subject: string
  text: string
  attachments: { filename: string; contentType: string; file: StoredFile }[]
}

/** Sends mail, its files as they are read; throws TransientError when it may work later, PermanentRefusal when the recipient is refused,
 * and what reading a file threw. */
export interface MailGateway {
  send(message: MailMessage): Promise<void>
}

export interface RegionalReceipt {
  receiptNumber: string
  protocolNumber: string
  receivedAt: string
  packageSha256: string
}

/** The Region's channel: one package, sent as it is read, one idempotency key, one receipt (art. 8). Throws what reading it threw. */
export interface RegionalPortal {
  submit(regionalPackage: { idempotencyKey: string; file: StoredFile }): Promise<RegionalReceipt>
}

/** A stored file, whose bytes are read when they are asked for. */
export interface StoredFile {
  sha256: string
  sizeBytes: number
  /** Throws Error, before the last of them, when the file has changed on disk. */
  content: () => AsyncIterable<Uint8Array>
}

/** Content-addressed files: the same bytes are one file, named by their sha-256. */
export interface DocumentStore {
  /** Bytes, or a stream of them, which is never whole in memory. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ sha256: string; sizeBytes: number }>
  read(sha256: string): Promise<Buffer>
  open(sha256: string): Promise<StoredFile>
}

/** Uploads: streamed in, and kept only when within `maxBytes` and when `check`, given the path of the whole file, lets it pass. Throws
 * BusinessError FILE_TOO_LARGE, or what `check` throws; then nothing is left behind. */
export interface UploadStore {
  putStream(
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options: { maxBytes: number; check?: (path: string) => Promise<void> },
  ): Promise<{ sha256: string; sizeBytes: number }>
}

/** A refusal that repeating does not mend: the outbox row is parked and shown. */
export class PermanentRefusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PermanentRefusal'
  }
}
