import type { Logger } from 'pino'
import type { ClaimedEntry } from '../db/platform/outbox-queue.ts'
import type { IncidentPayload, InterventionPayload } from '../db/platform/outbox.ts'
import type { createOutboxQueue } from '../db/platform/outbox-queue.ts'
import { startWorkLoop } from '../db/platform/work-loop.ts'
import type { WorkLoop } from '../db/platform/work-loop.ts'
import { TransientError } from '../domain/shared/errors.ts'
import { messageIdOf } from '../domain/shared/message-id.ts'
import type {
  Clock,
  DocumentStore,
  MailGateway,
  RegionalPortal,
  RegionalReceipt,
} from '../domain/shared/ports.ts'
import { CONTRACT_RETRIES } from '../engine/job-runner.ts'
import { isNotFound } from '../engine/port.ts'
import type { ProcessEngine } from '../engine/port.ts'

/* Each has a loop of its own: who is slow or silent holds up only what goes the same way. A claim outlasts the longest send
   (the engine's 20 s, a mail's 45, the Region's 120), or a second process would send the row too. */
const LANES: readonly Lane[] = [
  { kinds: ['PUBLISH_MESSAGE', 'COMPLETE_USER_TASK', 'RESOLVE_INCIDENT', 'INTERVENE'], claimSeconds: 30 },
  { kinds: ['MAIL'], claimSeconds: 60 },
  { kinds: ['REGION'], claimSeconds: 150 },
]
const BATCH = 16
const IDLE_MS = 1_000
/* What is sent has been promised, and nobody waits for it as whoever stands in line does; under any load a batch leaves. */
const GIVE_WAY_MS = 2_500
const FIRST_RETRY_MS = 250
/* A task can be completed a little after it is known: Camunda's search trails it by seconds, and on the embedded engine its start
   listener must have been answered. So the engine's rows are tried again soon; outer parties are spared. */
const LONGEST_RETRY_MS = {
  PUBLISH_MESSAGE: 5_000,
  COMPLETE_USER_TASK: 2_000,
  RESOLVE_INCIDENT: 5_000,
  INTERVENE: 5_000,
  MAIL: 60_000,
  REGION: 60_000,
}

/* So often a completion waits for its task to be there: worth no warning. */
const USUAL_ATTEMPTS = 5

interface Lane {
  kinds: readonly ClaimedEntry['kind'][]
  claimSeconds: number
}

export interface RelayParts {
  queue: ReturnType<typeof createOutboxQueue>
  /** Resolves once no person's request stands in line, or after so many milliseconds. */
  giveWay: (atMostMs: number) => Promise<void>
  engine: Pick<ProcessEngine, 'publishMessage' | 'completeUserTask' | 'updateJobRetries' | 'resolveIncident'>
  mail: MailGateway
  clock: Clock
  region: RegionalPortal
  files: Pick<DocumentStore, 'open'>
  /** Hands the Region's answer to its use case; safe to repeat. */
  recordReceipt: (receipt: { submissionId: string; receipt: RegionalReceipt }) => Promise<void>
  /** Tells that the mail with a request to a lead was delivered; safe to repeat. */
  recordRequestReceived: (received: { leadRequestId: string }) => Promise<void>
  /** Has the engine do what two people agreed on, and records what became of it; safe to repeat. */
  intervene: (agreed: InterventionPayload) => Promise<void>
  /** The same of a mail with an outcome. */
  recordOutcomeTaken: (taken: { mailId: string }) => Promise<void>
  onSent: (kind: string, outcome: 'sent' | 'retried' | 'parked') => void
  log: Logger
}

/** Sends what transactions have left in the outbox, oldest of each stream first; stops by draining. */
export function startRelay(parts: RelayParts): { stop: () => Promise<void> } {
  const lanes = LANES.map((lane) => ({ lane, loop: startLane(parts, lane) }))
  const wake = (told?: string): void => {
    for (const { lane, loop } of lanes)
      if (told === undefined || lane.kinds.some((kind) => kind === told)) loop.wake()
  }
  const listening = parts.queue.listen({ onTold: wake, onListening: () => wake() }, parts.log)
  return {
    async stop() {
      await listening.stop()
      await Promise.all(lanes.map(({ loop }) => loop.stop()))
    },
  }
}

const startLane = (parts: RelayParts, lane: Lane): WorkLoop =>
  startWorkLoop({
    work: async () => (await deliverNext(parts, lane)) > 0,
    idleMs: IDLE_MS,
    onFault: (error) => parts.log.warn({ err: error }, 'relay: the database does not answer, trying again'),
  })

/* All of them end before the first that could not be marked is told: its claim expires and the same id is sent again. */
async function deliverNext(parts: RelayParts, lane: Lane): Promise<number> {
  await parts.giveWay(GIVE_WAY_MS)
  const claimed = await parts.queue.claim({ ...lane, limit: BATCH })
  const delivered = await Promise.allSettled(claimed.map((entry) => deliver(parts, entry)))
  for (const one of delivered) if (one.status === 'rejected') throw one.reason
  return claimed.length
}

async function deliver(parts: RelayParts, entry: ClaimedEntry): Promise<void> {
  const fault = await send(parts, entry).then(
    () => null,
    (error: unknown) => ({ error }),
  )
  if (fault === null) {
    await parts.queue.markSent(entry.id)
    parts.onSent(entry.kind, 'sent')
  } else if (fault.error instanceof TransientError) await sendLater(parts, entry, fault.error)
  else await park(parts, entry, fault.error)
}

const told = ({ id, kind, stream, attempts }: ClaimedEntry) => ({ outboxId: id, kind, stream, attempts })

async function sendLater(parts: RelayParts, entry: ClaimedEntry, error: TransientError): Promise<void> {
  const delay = Math.min(FIRST_RETRY_MS * 2 ** (entry.attempts - 1), LONGEST_RETRY_MS[entry.kind])
  await parts.queue.retryLater(entry.id, delay, error.message)
  parts.onSent(entry.kind, 'retried')
  const usual = entry.kind === 'COMPLETE_USER_TASK' && entry.attempts < USUAL_ATTEMPTS
  parts.log[usual ? 'debug' : 'warn'](
    { ...told(entry), err: error },
    'outbox row not sent, will be tried again',
  )
}

async function park(parts: RelayParts, entry: ClaimedEntry, error: unknown): Promise<void> {
  parts.log.error({ ...told(entry), err: error }, 'outbox row parked: a person must look')
  await parts.queue.park(entry.id, error instanceof Error ? error.message : String(error))
  parts.onSent(entry.kind, 'parked')
}

async function send(parts: RelayParts, entry: ClaimedEntry): Promise<void> {
  switch (entry.kind) {
    case 'PUBLISH_MESSAGE':
      return parts.engine.publishMessage({ ...entry.payload, messageId: entry.id })
    case 'COMPLETE_USER_TASK':
      return parts.engine.completeUserTask(entry.payload)
    case 'RESOLVE_INCIDENT':
      return resolveIncident(parts.engine, entry.payload)
    case 'INTERVENE':
      return parts.intervene(entry.payload)
    case 'MAIL':
      return sendMail(parts, entry)
    case 'REGION': {
      const { submissionId, idempotencyKey, sha256 } = entry.payload
      const receipt = await parts.region.submit({
        ...{ idempotencyKey, file: await parts.files.open(sha256) },
      })
      return parts.recordReceipt({ submissionId, receipt })
    }
  }
}

/* Delivered is what the mail server has taken, until a receipt says otherwise: the term of what it asks begins here. A crash between sends the same mail again. */
async function sendMail(
  parts: RelayParts,
  { id, payload }: Extract<ClaimedEntry, { kind: 'MAIL' }>,
): Promise<void> {
  const { beginsTermOf, isOutcome, ...letter } = payload
  const attachments = await Promise.all(
    letter.attachments.map(async (file) => ({
      filename: file.fileName,
      contentType: file.mediaType,
      file: await parts.files.open(file.sha256),
    })),
  )
  await parts.mail.send({
    ...{ ...letter, attachments },
    messageId: `<${messageIdOf(id)}>`,
    date: parts.clock.now(),
  })
  if (beginsTermOf !== undefined) await parts.recordRequestReceived({ leadRequestId: beginsTermOf })
  if (isOutcome) await parts.recordOutcomeTaken({ mailId: id })
}

/* Sent again after a crash, the incident or its job may be gone: then it is done. */
async function resolveIncident(
  engine: RelayParts['engine'],
  { jobKey, incidentKey }: IncidentPayload,
): Promise<void> {
  try {
    if (jobKey !== null) await engine.updateJobRetries(jobKey, CONTRACT_RETRIES)
    await engine.resolveIncident(incidentKey)
  } catch (error) {
    if (!isNotFound(error)) throw error
  }
}
