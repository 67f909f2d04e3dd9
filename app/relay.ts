import type { Logger } from 'pino'
import type { ClaimedEntry } from '../db/outbox-queue.ts'
import type { createOutboxQueue } from '../db/outbox-queue.ts'
import { TransientError } from '../domain/shared/errors.ts'
import type {
  DocumentStore,
  MailGateway,
  ProcessEngine,
  RegionalPortal,
  RegionalReceipt,
} from '../domain/shared/ports.ts'

const BATCH = 16
const IDLE_MS = 1_000
const FIRST_RETRY_MS = 250
/* The engine's search trails its tasks by seconds, so its rows are tried again soon; outer parties are spared. */
const LONGEST_RETRY_MS = { PUBLISH_MESSAGE: 5_000, COMPLETE_USER_TASK: 2_000, MAIL: 60_000, REGION: 60_000 }

export interface RelayParts {
  queue: ReturnType<typeof createOutboxQueue>
  engine: ProcessEngine
  mail: MailGateway
  region: RegionalPortal
  files: DocumentStore
  /** Hands the Region's answer to its use case; safe to repeat. */
  recordReceipt: (receipt: { submissionId: string; receipt: RegionalReceipt }) => Promise<void>
  onSent: (kind: string, outcome: 'sent' | 'retried' | 'parked') => void
  log: Logger
}

/** Sends what transactions have left in the outbox, oldest of each stream first; stops by draining. */
export function startRelay(parts: RelayParts): { stop: () => Promise<void> } {
  let stopping = false
  let wake = (): void => undefined
  let unlisten: (() => Promise<void>) | null = null
  const woken = (): void => wake()

  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const loop = async (): Promise<void> => {
    while (!stopping) {
      try {
        unlisten ??= await parts.queue.listen(woken, () => (unlisten = null))
        const slept = idle()
        const claimed = await parts.queue.claim(BATCH)
        await Promise.all(claimed.map((entry) => deliver(parts, entry)))
        if (claimed.length === 0) await slept
      } catch (error) {
        parts.log.warn({ err: error }, 'relay: the database does not answer, trying again')
        await idle()
      }
    }
  }

  const running = loop()
  return {
    async stop() {
      stopping = true
      wake()
      await running
      await unlisten?.()
    },
  }
}

async function deliver(parts: RelayParts, entry: ClaimedEntry): Promise<void> {
  try {
    await send(parts, entry)
    await parts.queue.markSent(entry.id)
    parts.onSent(entry.kind, 'sent')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (error instanceof TransientError) {
      const delay = Math.min(FIRST_RETRY_MS * 2 ** (entry.attempts - 1), LONGEST_RETRY_MS[entry.kind])
      await parts.queue.retryLater(entry.id, delay, reason)
      parts.onSent(entry.kind, 'retried')
      return
    }
    parts.log.error(
      { err: error, outboxId: entry.id, kind: entry.kind, stream: entry.stream },
      'outbox row parked: a person must look',
    )
    await parts.queue.park(entry.id, reason)
    parts.onSent(entry.kind, 'parked')
  }
}

async function send(parts: RelayParts, entry: ClaimedEntry): Promise<void> {
  switch (entry.kind) {
    case 'PUBLISH_MESSAGE':
      return parts.engine.publishMessage({ ...entry.payload, messageId: entry.id })
    case 'COMPLETE_USER_TASK':
      return parts.engine.completeUserTask(entry.payload)
    case 'MAIL': {
      const attachments = await Promise.all(
        entry.payload.attachments.map(async (file) => ({
          filename: file.fileName,
          contentType: file.mediaType,
          content: await parts.files.read(file.sha256),
        })),
      )
      return parts.mail.send({ ...entry.payload, messageId: `<${entry.id}@concilia>`, attachments })
    }
    case 'REGION': {
      const { submissionId, idempotencyKey, sha256 } = entry.payload
      const receipt = await parts.region.submit({
        idempotencyKey,
        sha256,
        content: await parts.files.read(sha256),
      })
      return parts.recordReceipt({ submissionId, receipt })
    }
  }
}
